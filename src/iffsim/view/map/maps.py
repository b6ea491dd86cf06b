"""All maps of the window, for every way of looking, and what lies over them."""

from __future__ import annotations

import pygame

from iffsim.recording import Recording
from iffsim.scene.asked import Kind, View
from iffsim.scene.scene import Pane, Scene
from iffsim.view.chrome import board, challenge, lever, slider, toolbar
from iffsim.view.chrome.cards import NO_OFFERS
from iffsim.view.chrome.heading import draw_footer
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.theme import INK, SHADOW, TEXT
from iffsim.view.map import panel
from iffsim.view.map.layers.backdrop import Grounds
from iffsim.view.map.layers.marks import DARK, Light, draw_count
from iffsim.view.map.layers.tracks import Kinds
from iffsim.view.map.overview import Overview
from iffsim.view.map.panes import MapBox, divider, panes
from iffsim.view.map.sight import Sight
from iffsim.view.model.state import ViewState
from iffsim.view.model.supposing import Offered


class Maps:
    """Owns what draws the maps: one panel for each picture shown, one for truth and difference."""

    def __init__(self, recording: Recording, kinds: Kinds, kit: Kit) -> None:
        grounds = Grounds(
            recording.scenario.terrain and kit.comfort.mountains, recording.world.projection
        )
        self._beside = False
        self._kit = kit
        self._panels = tuple(panel.Panel(recording, kinds, grounds, kit) for _ in range(2))
        self._overview = Overview(recording, kinds, grounds, kit)
        self._offered = NO_OFFERS
        self.rows: list[tuple[pygame.Rect, int]] = []
        """Where the changes are that the cards offer, as drawn last, by number."""

    def use(self, recording: Recording, kinds: Kinds, beside: Recording | None = None) -> None:
        """Draw another recording of the same scenario from now on; on the left, if given, the one
        `beside` it."""
        self._beside = beside is not None
        left = beside or recording
        self._panels[0].use(left, panel.kinds(left) if beside else kinds)
        self._panels[1].use(recording, kinds)
        self._overview.use(recording, kinds)

    def draw(
        self, surface: pygame.Surface, layout: Layout, scene: Scene, state: ViewState, shed: Light,
        above: tuple[pygame.Rect, ...] = (), offered: Offered = NO_OFFERS,
    ) -> None:  # fmt: skip
        """Draw the maps with what is lit; `above` is what the window draws over them later, and
        `offered` what the cards let a reader suppose."""
        self._offered, self.rows = offered, []
        self._forget(scene)
        on = board.box(self._kit, layout, scene)
        over = (*toolbar.buttons(layout, state).values(), *([on] if on else []))
        over = (*over, *above, *lever.over(layout, state), *challenge.over(layout, state))
        for place, shown in zip(panes(state, layout), scene.panes, strict=True):
            sight = self._pane(surface, place, scene, shown, state, shed, over)
            if shown.kind is Kind.PICTURE:
                self.rows += self._panels[shown.slot].rows
            if not self._foreign(shown):
                draw_count(surface, self._kit, scene, shown, (place, sight), shed)
        if scene.asked.looks is View.CURTAIN:
            _edge(surface, self._kit, layout.panels[0], state)
        if on is not None:
            board.draw_board(surface, self._kit, on, scene)
        for box in layout.panels:
            draw_footer(surface, self._kit, box, state)
        if scene.asked.looks is not View.TRUTH:
            slider.draw_slider(surface, self._kit, layout, state)
        if scene.asked.looks is View.SIDE and state.console is None and not self._kit.comfort.calm:
            _darken(surface, layout.panels[-1], state.show.story.dusk_at(state.time_s))

    def _forget(self, scene: Scene) -> None:
        """Let maps that are not shown forget what they have drawn: tens of megabytes each."""
        slots = {shown.slot for shown in scene.panes if shown.kind is Kind.PICTURE}
        for slot, one in enumerate(self._panels):
            if slot not in slots:
                one.forget()
        if slots:
            self._overview.forget()

    def _foreign(self, shown: Pane) -> bool:
        """Return whether a map is the other recording's: its aircraft have rows of their own."""
        return self._beside and shown.slot == 0

    def _pane(
        self, surface: pygame.Surface, place: MapBox, scene: Scene, shown: Pane, state: ViewState,
        shed: Light, over: tuple[pygame.Rect, ...],
    ) -> Sight:  # fmt: skip
        """Draw a map; labels keep clear of what lies `over` it."""
        match shown.kind:
            case Kind.TRUTH:
                return self._overview.draw_truth(surface, place, scene, state, shed, over)
            case Kind.DIFFERENCE:
                return self._overview.draw_difference(surface, place, scene, state, shed, over)
            case Kind.PICTURE:
                light = DARK if self._foreign(shown) else shed
                one = self._panels[shown.slot]
                return one.draw(surface, place, scene, shown, state, light, over, self._offered)


def _darken(surface: pygame.Surface, box: pygame.Rect, dusk: float) -> None:
    """Let a map go dark, so far as its `dusk` says, 0..1."""
    if dusk > 0.0:
        shade = pygame.Surface(box.size)
        shade.fill(INK)
        shade.set_alpha(round(255 * dusk))
        surface.blit(shade, box)


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
