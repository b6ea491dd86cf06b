"""All maps of the window, for every way of looking, and what lies over them."""

from __future__ import annotations

from dataclasses import replace

import pygame

from iffsim.recording import Recording
from iffsim.view.chrome import slider
from iffsim.view.chrome.heading import draw_footer
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.theme import SHADOW, TEXT
from iffsim.view.map import betting, panel
from iffsim.view.map.layers.backdrop import Grounds
from iffsim.view.map.layers.coverage import Watch
from iffsim.view.map.layers.marks import DARK, Light, draw_count
from iffsim.view.map.overview import Overview
from iffsim.view.map.panes import Kind, Pane, divider, panes
from iffsim.view.map.sight import Sight
from iffsim.view.model.looks import View
from iffsim.view.model.state import ViewState
from iffsim.view.window.desk import kept


class Maps:
    """Owns what draws the maps: one panel for each picture shown, one for truth and difference."""

    def __init__(self, recording: Recording, fleet: panel.Names, kit: Kit) -> None:
        grounds = Grounds(recording.scenario.terrain and kit.comfort.mountains)
        self._recording = recording
        self._beside: Recording | None = None
        self._kit = kit
        self._panels = tuple(panel.Panel(recording, fleet, grounds, kit) for _ in range(2))
        self._overview = Overview(recording, fleet, grounds, kit)

    def use(
        self, recording: Recording, fleet: panel.Names, beside: Recording | None = None
    ) -> None:
        """Draw another recording of the same scenario from now on; on the left, if given, the one
        `beside` it."""
        self._recording, self._beside = recording, beside
        left = beside or recording
        self._panels[0].use(left, panel.names(left))
        self._panels[1].use(recording, fleet)
        self._overview.use(recording, fleet)

    def draw(
        self, surface: pygame.Surface, layout: Layout, state: ViewState, shed: Light
    ) -> tuple[float | None, ...]:
        """Draw the maps with what is lit; return how much of the area each picture watches."""
        watches = self._watches(layout, state)
        for pane in panes(state, layout):
            sight = self._pane(surface, state, pane, watches, shed)
            betting.draw_marks(surface, self._kit, self._recording, state, pane, sight)
            draw_count(surface, self._kit, self._recording, state, pane, shed)
        if state.view is View.CURTAIN:
            _edge(surface, self._kit, layout.panels[0], state)
        for box in layout.panels:
            draw_footer(surface, self._kit, box, state)
        if state.view is not View.TRUTH:
            slider.draw_slider(surface, self._kit, layout, state)
        return tuple(watch.share for watch in watches)

    def _watches(self, layout: Layout, state: ViewState) -> list[Watch]:
        """Return the coverage of each picture, drawn or not: the scores want both."""
        scale = state.camera.px_per_km(layout.panels[0])
        pairs = zip(self._panels, state.pictures, strict=False)
        return [one.watched(state, picture, scale)[1] for one, picture in pairs]

    def _pane(
        self, surface: pygame.Surface, state: ViewState, pane: Pane, watches: list[Watch],
        shed: Light,
    ) -> Sight:  # fmt: skip
        match pane.kind:
            case Kind.TRUTH:
                return self._overview.draw_truth(surface, pane, state, shed)
            case Kind.DIFFERENCE:
                return self._overview.draw_difference(surface, pane, state, watches, shed)
            case Kind.PICTURE:
                one = self._panels[pane.slot]
                if self._beside is not None and pane.slot == 0:
                    other = kept(state, self._recording, self._beside)
                    return one.draw(surface, pane, replace(other, show=state.show), DARK)
                return one.draw(surface, pane, state, shed)


def _edge(surface: pygame.Surface, kit: Kit, box: pygame.Rect, state: ViewState) -> None:
    """Draw the curtain's edge with its handle."""
    x, radius = divider(state, box), kit.px(13)
    pygame.draw.line(surface, SHADOW, (x, box.top), (x, box.bottom), kit.px(4))
    pygame.draw.line(surface, TEXT, (x, box.top), (x, box.bottom), kit.px(2))
    centre = (x, box.centery)
    pygame.draw.aacircle(surface, SHADOW, centre, radius + 2)
    pygame.draw.aacircle(surface, TEXT, centre, radius)
    for side in (-1, 1):
        tip = x + side * kit.px(8)
        back = x + side * kit.px(3)
        points = [(tip, box.centery), (back, box.centery - kit.px(5)),
                  (back, box.centery + kit.px(5))]  # fmt: skip
        pygame.draw.polygon(surface, SHADOW, points)
