"""The words and numbers that a scenario is made of: each with its unit and what it may be."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from iffsim.base.units import parse_time

CLOCK_OR_SPAN = r"[0-9]{1,3}(:[0-5][0-9]){1,2}|[0-9]{1,7}(\.[0-9]{1,6})?\s?(s|min|h)?"
"""Two parts are minutes and seconds, three hours as well; a bare number is seconds."""

Id = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$",
        description="A short name without spaces, by which other tables mean this one",
    ),
]
Text = Annotated[str, Meta(min_length=1, max_length=2000)]
Time = Annotated[
    str, Meta(pattern=f"^({CLOCK_OR_SPAN})$", description='A time such as "00:12:30" or "90s"')
]
SignedTime = Annotated[
    str,
    Meta(
        pattern=f"^-?({CLOCK_OR_SPAN})$",
        description='A time such as "00:12:30" or "90s"; "-00:20:00" is before the scenario begins',
    ),
]
Latitude = Annotated[float, Meta(ge=-90, le=90, description="Degrees, north positive")]
Longitude = Annotated[float, Meta(ge=-180, le=180, description="Degrees, east positive")]
LevelFt = Annotated[float, Meta(ge=0, le=70_000, description="Feet above the sea")]
SpeedKt = Annotated[float, Meta(ge=20, le=2000, description="Knots over ground")]
RadiusKm = Annotated[float, Meta(ge=1, le=2000, description="Kilometres")]
RangeKm = Annotated[float, Meta(ge=1, le=2000, description="Kilometres over ground")]
HeightM = Annotated[float, Meta(ge=0, le=9000, description="Metres")]
Share = Annotated[float, Meta(ge=0, le=1, description="From 0 to 1")]
Place = Annotated[str, Meta(description="An airport's ICAO code or a place's name")]
AllegianceName = Literal["own", "allied", "neutral", "intruder"]
CredentialName = Literal["national", "allied", "civil", "supplier"]
ReplyName = Literal["national", "allied", "civil", "supplier", "wrong"]
"""A credential, or a reply that nobody can validate."""
IdentityName = Literal[
    "pending", "unknown", "assumed_friend", "friend", "neutral", "suspect", "hostile"
]
EvidenceName = Literal[
    "national_reply", "allied_reply", "civil_reply", "supplier_reply", "unrecognised_reply",
    "no_reply", "not_interrogated", "plan_match", "over_link", "crossed_line",
]  # fmt: skip


def seconds(text: str) -> float:
    """Return seconds of a time as written, negative when it begins with a minus."""
    return -parse_time(text[1:]) if text.startswith("-") else parse_time(text)


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A TOML table: no key is passed over in silence."""
