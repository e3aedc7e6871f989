"""What is written at the visits of the invented families, as a health visitor would write it.

These are records, not words of the program: they are Danish in both languages, as an imported record would be.
"""

from __future__ import annotations

from typing import NamedTuple


class Note(NamedTuple):
    """What was noted at one visit; a sign is `who key value`."""

    text: str | None
    core: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    next: str | None = None


COMMON: tuple[Note, ...] = (
    Note(None, ("guidance",)),
    Note("God stund på gulvet. Barnet er vågent og med.", ("guidance",), ("child reacts yes",)),
    Note(None, ("alliance",)),
    Note("Taler om ugen, der gik, og om det, der lykkedes.", ("alliance", "reflection")),
    Note(None, ("mentalising",)),
    Note("Gennemgår døgnets rytme sammen. Aftaler én ting at øve.", ("knowledge",), ("parents rhythm partly",)),
    Note(None, ("guidance", "knowledge")),
)
"""For visits further back than a family's own story."""

NOTES: dict[str, tuple[Note, ...]] = {
    "A17": (
        Note(
            "Ellen er 8 dage. Mor er træt, men rolig. Amning gør ondt på højre side; vi retter lejringen, det letter.",
            ("guidance", "knowledge"), ("parents signals partly", "child reacts yes"),
        ),
        Note("Far hjemme. Han bader Ellen, mens jeg fortæller, hvad hun viser ham. Han smiler, da hun falder til ro.",
             ("guidance",), ("parents engaged yes",)),
        Note(None, ("alliance",)),
        Note("Mor fortæller om sin egen mor, som råbte meget. Hun vil ikke selv derhen. Vi taler længe.",
             ("mentalising", "alliance"), ("parents open yes",), "tale videre om at blive vred"),
        Note(None, ("guidance",)),
        Note("Ellen græder meget om aftenen. Vi skriver gråden ned sammen og finder et mønster omkring kl. 18.",
             ("knowledge", "reflection"), ("parents rhythm partly",)),
        Note("Mor lægger telefonen væk af sig selv. Fanger Ellens blik og venter på svar.",
             ("mentalising",), ("child eye_contact yes", "parents signals yes")),
        Note(None, ("guidance",)),
        Note("Mormor er der. Hun vil gerne hjælpe om natten, men ved ikke, om hun må. Mor bliver glad og siger ja.",
             ("network",), ("parents trust yes",), "aftale en fast aften med mormor"),
        Note(None, ("guidance", "mentalising")),
        Note("Søvn: Ellen sover 3 timer ad gangen om natten nu. Mor tror, at hun gør noget forkert. Det gør hun ikke.",
             ("knowledge", "alliance"), ("child sounds yes",)),
        Note("Far tilbage på arbejde. Mor siger selv, at dagene er lange. Aftaler åben åbning i familiehuset tirsdag.",
             ("network", "coordination"), ("parents motivated yes",), "gå med til åben åbning"),
        Note("Ellen følger mors ansigt og svarer med lyde. Mor venter på hende. Træt; vil tale om søvn næste gang.",
             ("guidance", "mentalising"),
             ("child eye_contact yes", "child face partly", "parents signals yes"), "søvn; tage folderen med"),
    ),
    "B03": (
        Note("Mor har sovet fire timer. Noah vil ikke i vuggestue. Vi får ham af sted sammen, det tager en time.",
             ("guidance",), ("parents rhythm no",)),
        Note(None, ("alliance",)),
        Note("Netværksmøde er holdt i går. Mor siger, at hun for første gang følte, at nogen hørte efter.",
             ("coordination", "network"), ("parents trust yes",)),
        Note("Alma ligger på maven og løfter hovedet. Mor lægger sig ned foran hende. Fint samspil i ti minutter.",
             ("guidance",), ("child interplay yes", "parents engaged yes")),
        Note(None, ("knowledge",)),
        Note("Noah slår efter Alma. Mor ser det først, da hun græder. Vi taler om, hvad Noah mon vil sige med det.",
             ("mentalising",), ("parents open partly",), "noget, Noah kan få for sig selv hver dag"),
        Note(None, ("guidance",)),
        Note("Mor har læst for Noah hver aften i en uge. Han sidder roligt, mens Alma får mad.",
             ("reflection",), ("parents rhythm yes", "parents uses_advice yes")),
        Note("Alma pludrer og venter på svar. Mor svarer. Noah griner med. Mor ser det og får tårer i øjnene.",
             ("mentalising",), ("child sounds yes", "child eye_contact yes", "parents signals yes")),
    ),
    "C21": (
        Note("Amir sidder selv. Far sætter klodser op, Amir vælter dem. De gør det igen og igen.",
             ("guidance",), ("child joins_in yes", "parents engaged yes")),
        Note("Taler om mad med klumper. Mor er bange for, at han får det galt i halsen. Viser hvad hun kan gøre.",
             ("knowledge",), ("parents uses_advice partly",)),
        Note(None, ("alliance",)),
        Note("Amir er bange for mig i dag og søger mor. Vi taler om, hvad det betyder: at han ved, hvem hun er.",
             ("mentalising",), ("child safe yes", "parents curious yes"), "indkøring i dagpleje"),
        Note("Hjemme fra ferie. Farmor har vist mor en sang; Amir klapper. Dagplejen er skrevet op til foråret.",
             ("network",), ("parents reaches_out yes", "parents curious partly")),
    ),
    "D05": (
        Note("Første besøg efter opstart. Line er stille; Hanne svarer for hende. Aftaler at ses alene næste gang.",
             ("early_start", "alliance")),
        Note("Alene med Line. Hun er bange for fødslen og for at blive alene bagefter. Vi skriver det ned sammen.",
             ("alliance", "mentalising"), ("parents trust partly",), "ringe til jordemoderen sammen"),
        Note(None, ("coordination",)),
        Note("Jordemoder er ringet op. Line stiller selv sine spørgsmål. Hun ranker sig bagefter.",
             ("coordination", "alliance"), ("parents motivated yes",)),
        Note("Taler om det barn, hun forestiller sig. Hun har talt med maven for første gang.",
             ("mentalising",), ("parents open yes",), "hvem henter, når fødslen går i gang"),
        Note("Tasken er pakket. Hanne kører hende. Line ved, hvem hun ringer til om natten.",
             ("network", "knowledge"), ("parents trust yes",), "barselstid: de første fjorten dage"),
    ),
    "E11": (
        Note("På neonatal. Ida har Viggo på brystet, Rasmus har Karla. Begge børn mærkbart roligere hud mod hud.",
             ("guidance", "alliance"), ("parents engaged yes",)),
        Note("Karla uden sonde siden i går. Rasmus tør løfte hende selv.", ("guidance",), ("parents signals partly",)),
        Note("Gennemgår hjemturen: hvem har hvem om natten, hvornår kommer jeg, hvem ringer de til.",
             ("coordination", "knowledge"), ("parents trust yes",), "vægt på begge ved første besøg hjemme"),
        Note("Første dag hjemme. To trætte forældre, to sovende børn. Vejer: begge har taget på.",
             ("guidance",), ("parents motivated yes",)),
        Note("Viggo spiser langsomt og bliver træt. Vi prøver en anden stilling; det går bedre. Følger vægten.",
             ("knowledge", "guidance"), ("child reacts partly",), "vægt"),
        Note("Ida græder. Hun savner at vide, hvad klokken er. Rasmus tager natten til lørdag. Aftaler søvn først.",
             ("alliance", "mentalising"), ("parents open yes",)),
        Note("Begge børn åbner øjnene samtidig for første gang, mens vi er der. Vi sidder helt stille alle sammen.",
             ("mentalising",), ("child eye_contact partly", "parents engaged yes"), "tale om besøg fra familien"),
    ),
    "F02": (
        Note("Storm går langs sofaen. Louise og Pia skiftes til at sidde for enden. Meget latter.",
             ("guidance",), ("child joins_in yes",)),
        Note("Ser tilbage sammen. Pia siger, at det, der hjalp, var, at vi kom igen, også når hun ikke lukkede op.",
             ("reflection",), ("parents mentalises yes", "parents reaches_out yes")),
        Note("Sidste besøg. Målene er nået. De ved, hvem de ringer til. Storm vinker.",
             ("reflection", "coordination"), ("child safe yes", "child age_level yes", "parents meets_needs yes")),
    ),
}  # fmt: skip
"""By family, oldest first; the last one is told at the latest visit."""
