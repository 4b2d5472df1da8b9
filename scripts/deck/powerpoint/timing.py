"""Timing of the .pptx: builds that appear click by click, and how a slide comes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from text.values import dataclass

TRANSITIONS: Mapping[str, str] = {
    "cut": "<p:cut/>",
    "fade": "<p:fade/>",
    "push": '<p:push dir="u"/>',
    "wipe": '<p:wipe dir="r"/>',
    "cover": '<p:cover dir="l"/>',
}
# Kinds of shapes, which PowerPoint lists as builds each in its own way, and tables and pictures not at all.
TEXT, BACK, CHART, OTHER = "text", "back", "chart", "other"


@dataclass(frozen=True, slots=True)
class Build:
    """A shape, or one of its paragraphs counted from 0, that appears with all others of its number."""

    number: int
    shape_id: int
    kind: str  # TEXT, BACK (a shape behind text), CHART or OTHER
    paragraph: int | None = None


def transition_xml(name: str) -> str:
    """Gives the transition of a slide by one of the names of the format; nothing for none."""
    return f'<p:transition spd="med">{TRANSITIONS[name]}</p:transition>' if name in TRANSITIONS else ""


def timing_xml(builds: Sequence[Build]) -> str:
    """Gives the timing of a slide, one click for each distinct number; nothing without builds."""
    if not builds:
        return ""
    ids = count(3)  # 1 and 2 are the root and the main sequence
    clicks = sorted({build.number for build in builds})
    steps = "".join(_click([build for build in builds if build.number == number], ids) for number in clicks)
    return (
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>'
        f"{steps}</p:childTnLst></p:cTn>{_turn('prevCondLst', 'onPrev')}{_turn('nextCondLst', 'onNext')}</p:seq>"
        f"</p:childTnLst></p:cTn></p:par></p:tnLst>{_build_list(builds)}</p:timing>"
    )


def _turn(name: str, event: str) -> str:
    """Gives the condition under which the main sequence goes a click back or forward."""
    return f'<p:{name}><p:cond evt="{event}" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:{name}>'


def _click(builds: Sequence[Build], ids: count[int]) -> str:
    """Gives what one click shows: the first effect waits for it, the others come with the first."""
    outer, inner = next(ids), next(ids)
    effects = "".join(_effect(build, position == 0, ids) for position, build in enumerate(builds))
    return (
        f'<p:par><p:cTn id="{outer}" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst>'
        f'<p:childTnLst><p:par><p:cTn id="{inner}" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst>'
        f"<p:childTnLst>{effects}</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>"
    )


def _effect(build: Build, first: bool, ids: count[int]) -> str:
    effect, change = next(ids), next(ids)
    node = "clickEffect" if first else "withEffect"
    group = ' grpId="0"' if build.kind != OTHER else ""
    return (
        f'<p:par><p:cTn id="{effect}" presetID="1" presetClass="entr" presetSubtype="0" fill="hold"{group} '
        f'nodeType="{node}"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr>'
        f'<p:cTn id="{change}" dur="1" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst></p:cTn>'
        f"<p:tgtEl>{_target(build)}</p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst>"
        '</p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par>'
    )


def _target(build: Build) -> str:
    if build.paragraph is None:
        return f'<p:spTgt spid="{build.shape_id}"/>'
    place = f'<p:txEl><p:pRg st="{build.paragraph}" end="{build.paragraph}"/></p:txEl>'
    return f'<p:spTgt spid="{build.shape_id}">{place}</p:spTgt>'


def _build_list(builds: Sequence[Build]) -> str:
    """Lists the shapes that are built, each once: text by paragraphs or as one, charts as one."""
    listed = {build.shape_id: _listed(build) for build in builds if build.kind != OTHER}
    return f"<p:bldLst>{''.join(listed.values())}</p:bldLst>" if listed else ""


def _listed(build: Build) -> str:
    own = f'spid="{build.shape_id}" grpId="0"'
    if build.kind == CHART:
        return f"<p:bldGraphic {own}><p:bldAsOne/></p:bldGraphic>"
    how = ' animBg="1"' if build.kind == BACK else ' build="p"' if build.paragraph is not None else ""
    return f"<p:bldP {own}{how}/>"
