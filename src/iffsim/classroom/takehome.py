"""A class's questions for a learning platform: Moodle XML, and QTI 2.1 as a package.

A question with answers to choose from becomes a choice; one without is open, with the answer as a
note to whoever grades it. Sources: Moodle's "Moodle XML format"; IMS QTI 2.1 (`choiceInteraction`,
`extendedTextInteraction`, content package), whose files the schema `imsqti_v2p1.xsd` accepts.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree as Tree

from iffsim.base.boxes import put
from iffsim.classroom.marks import Prompt
from iffsim.words.say import Words

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_MATCH = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML does not allow."""


def moodle_xml(prompts: Iterable[Prompt], say: Words) -> bytes:
    """Return questions as Moodle XML, which "Import questions" takes."""
    quiz = Tree.Element("quiz")
    for prompt in prompts:
        text, answer, options = _said(prompt, say)
        question = _add(quiz, "question", type="multichoice" if options else "essay")
        _text(_add(question, "name"), prompt.id)
        _text(_add(question, "questiontext", format="plain_text"), text)
        _text(_add(question, "generalfeedback", format="plain_text"), "" if options else answer)
        _add(question, "defaultgrade").text = "1"
        if not options:
            _text(_add(question, "graderinfo", format="plain_text"), answer)
            continue
        _add(question, "single").text = "true"
        _add(question, "shuffleanswers").text = "false"
        _add(question, "answernumbering").text = "abc"
        for option in options:
            right = "100" if option == answer else "0"
            _text(_add(question, "answer", fraction=right, format="plain_text"), option)
    return _written(quiz)


def qti_package(prompts: Iterable[Prompt], say: Words, title: str) -> bytes:
    """Return questions as a QTI 2.1 content package (a zip): a manifest, and an item for each."""
    items = {
        f"item-{number:03d}": _item(f"item-{number:03d}", prompt, say)
        for number, prompt in enumerate(prompts, start=1)
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        files = {"imsmanifest.xml": _manifest(items, title)}
        files |= {f"{name}.xml": content for name, content in items.items()}
        for name, content in files.items():
            put(box, name, content)
    return out.getvalue()


def _said(prompt: Prompt, say: Words) -> tuple[str, str, tuple[str, ...]]:
    """Return a question, its answer, and what can be chosen, in a language."""
    options, answer = prompt.options, say.written(prompt.answer, prompt.answer_tr)
    if options:
        shown = tuple(prompt.said(one, say) for one in options)
        answer = shown[options.index(prompt.answer)] if prompt.answer in options else answer
        options = shown
    return say.written(prompt.text, prompt.text_tr), answer, options


def _item(name: str, prompt: Prompt, say: Words) -> bytes:
    text, answer, options = _said(prompt, say)
    place = f"{_QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
    item = Tree.Element("assessmentItem", {
        "xmlns": _QTI, "xmlns:xsi": _XSI, "xsi:schemaLocation": place, "identifier": name,
        "title": _clean(prompt.id), "adaptive": "false", "timeDependent": "false",
        "xml:lang": say.language,
    })  # fmt: skip
    kind = "identifier" if options else "string"
    declared = _add(item, "responseDeclaration", identifier="RESPONSE", cardinality="single",
                    baseType=kind)  # fmt: skip
    if options:
        right = _add(declared, "correctResponse")
        _add(right, "value").text = f"choice-{options.index(answer) + 1}"
    _add(item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    body = _add(item, "itemBody")
    if options:
        asked = _add(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false",
                     maxChoices="1")  # fmt: skip
        _add(asked, "prompt").text = _clean(text)
        for number, option in enumerate(options, start=1):
            _add(asked, "simpleChoice", identifier=f"choice-{number}").text = _clean(option)
        _add(item, "responseProcessing", template=_MATCH)
    else:
        asked = _add(body, "extendedTextInteraction", responseIdentifier="RESPONSE")
        _add(asked, "prompt").text = _clean(text)
        note = _add(body, "rubricBlock", view="scorer")
        _add(note, "p").text = _clean(answer)
    return _written(item)


def _manifest(items: Iterable[str], title: str) -> bytes:
    root = Tree.Element("manifest", {"xmlns": _CP, "identifier": "iffsim-questions"})
    described = _add(root, "metadata")
    _add(described, "schema").text = "IMS Content"
    _add(described, "schemaversion").text = "1.1"
    root.append(Tree.Comment(f" {_clean(title).replace('--', '- -')} "))
    _add(root, "organizations")
    resources = _add(root, "resources")
    for name in items:
        held = _add(resources, "resource", identifier=name, type="imsqti_item_xmlv2p1",
                    href=f"{name}.xml")  # fmt: skip
        _add(held, "file", href=f"{name}.xml")
    return _written(root)


def _add(parent: Tree.Element, name: str, **attributes: str) -> Tree.Element:
    return Tree.SubElement(parent, name, attributes)


def _text(parent: Tree.Element, said: str) -> None:
    _add(parent, "text").text = _clean(said)


def _clean(said: str) -> str:
    return _CONTROL.sub("\ufffd", said)


def _written(root: Tree.Element) -> bytes:
    Tree.indent(root)
    found: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return found + b"\n"
