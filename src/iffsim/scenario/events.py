"""What can happen at a time, told apart by `do`."""

from __future__ import annotations

from iffsim.scenario.words import CredentialName, Table, Time, seconds


class Event(Table, frozen=True, tag_field="do"):
    """Something that happens at a time."""

    at: Time

    @property
    def at_s(self) -> float:
        """When, s from the beginning."""
        return seconds(self.at)


class LinkDown(Event, frozen=True, tag="link_down"):
    """The link is lost, for one site or for all."""

    link: str
    site: str | None = None


class LinkUp(Event, frozen=True, tag="link_up"):
    """The link is back, for one site or for all."""

    link: str
    site: str | None = None


class TransponderOff(Event, frozen=True, tag="transponder_off"):
    """A flight stops replying."""

    flight: str


class TransponderOn(Event, frozen=True, tag="transponder_on"):
    """A flight replies again."""

    flight: str


class NewCredentials(Event, frozen=True, tag="credentials"):
    """A flight's replies are of other kinds from now on."""

    flight: str
    credentials: tuple[CredentialName, ...]


class PlanDropped(Event, frozen=True, tag="plan_dropped"):
    """A flight's plan is no longer known."""

    flight: str


class PlanFiled(Event, frozen=True, tag="plan_filed"):
    """A flight's plan becomes known."""

    flight: str


class SiteSilent(Event, frozen=True, tag="site_silent"):
    """A site stops looking."""

    site: str


class SiteActive(Event, frozen=True, tag="site_active"):
    """A site looks again."""

    site: str


class SwapReplies(Event, frozen=True, tag="swap_replies"):
    """Right reply, wrong track: the replies of two flights are taken for each other's."""

    flights: tuple[str, str]


class UnswapReplies(Event, frozen=True, tag="unswap_replies"):
    """The replies of two flights are again taken for their own."""

    flights: tuple[str, str]


AnyEvent = (
    LinkDown | LinkUp | TransponderOff | TransponderOn | NewCredentials | PlanDropped | PlanFiled
    | SiteSilent | SiteActive | SwapReplies | UnswapReplies
)  # fmt: skip
