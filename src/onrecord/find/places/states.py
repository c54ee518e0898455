"""Abbreviations of states and provinces as agencies and post offices write them, as keys of the gazetteer."""

from __future__ import annotations

_AP = """
    ala=alabama ariz=arizona ark=arkansas calif=california cal=california colo=colorado conn=connecticut del=delaware
    fla=florida ga=georgia ill=illinois ind=indiana kan=kansas kans=kansas ky=kentucky la=louisiana md=maryland
    mass=massachusetts mich=michigan minn=minnesota miss=mississippi mo=missouri mont=montana neb=nebraska
    nebr=nebraska nev=nevada nh=new_hampshire nj=new_jersey nm=new_mexico ny=new_york nc=north_carolina
    nd=north_dakota okla=oklahoma ore=oregon pa=pennsylvania penn=pennsylvania penna=pennsylvania ri=rhode_island
    sc=south_carolina sd=south_dakota tenn=tennessee tex=texas vt=vermont va=virginia wash=washington
    wva=west_virginia wis=wisconsin wisc=wisconsin wyo=wyoming dc=district_of_columbia
    alta=alberta bc=british_columbia man=manitoba nb=new_brunswick nl=newfoundland_and_labrador ns=nova_scotia
    ont=ontario pei=prince_edward_island que=quebec sask=saskatchewan nsw=new_south_wales
"""
_POSTAL = """
    AL=alabama AK=alaska AZ=arizona AR=arkansas CA=california CO=colorado CT=connecticut DE=delaware FL=florida
    GA=georgia HI=hawaii ID=idaho IL=illinois IN=indiana IA=iowa KS=kansas KY=kentucky LA=louisiana ME=maine
    MD=maryland MA=massachusetts MI=michigan MN=minnesota MS=mississippi MO=missouri MT=montana NE=nebraska NV=nevada
    NH=new_hampshire NJ=new_jersey NM=new_mexico NY=new_york NC=north_carolina ND=north_dakota OH=ohio OK=oklahoma
    OR=oregon PA=pennsylvania RI=rhode_island SC=south_carolina SD=south_dakota TN=tennessee TX=texas UT=utah
    VT=vermont VA=virginia WA=washington WV=west_virginia WI=wisconsin WY=wyoming DC=district_of_columbia
    AB=alberta BC=british_columbia MB=manitoba NB=new_brunswick NS=nova_scotia ON=ontario QC=quebec SK=saskatchewan
"""


def _table(text: str) -> dict[str, str]:
    return {short: name.replace("_", " ") for short, name in (pair.split("=") for pair in text.split())}


SHORT = _table(_AP)
"""As news writes them, without stops and capitals."""
POSTAL = _table(_POSTAL)
"""Two capitals; only behind a town and a comma, as many are words."""
_OF_INITIALS = "nh nj nm ny nc nd ri sc sd dc bc nb nl ns"
INITIALS = frozenset(_OF_INITIALS.split())
"""Those made of initials: with stops ("N.Y."), or behind a town."""
_NO_WORDS = """
    ala ariz calif colo conn fla ga ky md minn mont neb nebr nev okla ore penn tenn tex va vt wva wis wisc wyo alta ont
    sask nsw pei
"""
UNLIKE_WORDS = frozenset(_NO_WORDS.split())
"""Those that mean a state wherever they stand; the others are words or names too, unless a small letter follows."""
