"""Dutch, as the checks of texts need it."""

from sim.content.advice.rules import Rules, patterns, words, words_in_order

_ONES = {word: n for n, word in enumerate(words_in_order("een twee drie vier vijf zes zeven acht negen"), 1)}
_TEENS = words_in_order("tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien")
_TENS = words_in_order("twintig dertig veertig vijftig zestig zeventig tachtig negentig")


def _numbers() -> dict[str, int]:
    """Zero to 999, as one word each: vijfentwintig, tweehonderdtien."""
    tens = dict(zip(_TENS, range(20, 100, 10), strict=True))
    below = {"nul": 0, "één": 1} | _ONES | {word: n for n, word in enumerate(_TEENS, 10)} | tens
    for one, first in _ONES.items():
        joint = "ën" if one.endswith("e") else "en"
        below |= {f"{one}{joint}{ten}": first + second for ten, second in tens.items()}
    found = dict(below)
    for start, hundreds in {**_ONES, "": 1}.items():
        found[f"{start}honderd"] = 100 * hundreds
        for joint in ("", "en"):
            found |= {f"{start}honderd{joint}{word}": 100 * hundreds + n for word, n in below.items()}
    return found


DUTCH = Rules(
    language="nl",
    promises=patterns("""
beloof
beloven
beloofd
belofte
garandeer*
garanderen
garantie
gegarandeerd
zeker weten
absoluut
sowieso
ongetwijfeld
honderd procent
100 procent
komt goed
geen zorgen
"""),
    negations=words("niet geen nooit niemand niets niks zonder noch nergens nauwelijks evenmin"),
    turns=words("maar toch echter"),
    mine=words("ik"),
    mine_phrases=patterns("""
laat mij
laat me
laat het aan mij
laat dat aan mij
"""),
    verb_before=True,
    aside=words("""
nu dan ook even meteen gelijk direct zo graag alvast zelf u je het dat dit er hem haar en maar of want wel ben
heb had was
"""),
    no_doing=words("""
begrijp snap weet zie hoor denk hoop vind voel geloof besef bedoel vermoed betreur waardeer wens vrees twijfel
zou
"""),
    empty=words("""
aan al alle alleen alles als ander andere bent bij ben daar dan dat de deze die dit doen door dus echt een één
en er even ga gaan gaat geen gewoon goed graag haar had hadden hebben heb hebt heeft heel hem hen het hier hij
hoe hun ik in is ja je jij jou jouw kan kunnen kunt laat laten maar maken me meer men met mij mijn moet moeten
mag mogen na naar natuurlijk nee niet niets niks nog nooit nu of om omdat ons ook op over precies s t te teveel
toch toen tot u uit uw van veel voor vooral wat waar waarom wanneer want was waren we wel weer wie wij wil
willen wilt word worden wordt zal ze zeer zelf zich zij zijn zo zoals zoiets zonder zou zouden sorry spijt
excuus excuses excuseer ongemak overlast vervelend vervelende rottig moeite probleem problemen situatie antwoord
begin begon begonnen beide beter bezig bijna blijf blijft blijven bleef breng brengt brengen dag dagen deed doe
doet eerst eigenlijk einde elk elke geef geeft geven gedaan gegeven gekomen gelijk gezegd ging gister gisteren
goede groot half hele helemaal horen houd houdt houden idee iedereen iemand iets keer keren kijk kijken kijkt
klaar klein kom komen komt kwam kwijt laatste lang later leg leggen ligt lijn lopen loopt luister luisteren
manier mensen minuut minuten morgen nieuw nieuwe nodig open paar plek pas praat praten precies probeer proberen
reden regel rustig samen snel sinds soms staan staat stuur sturen terug tijd twee uur vaak vanavond vast verder
verhaal verkeerd vertel vertelde vertellen vier vijf vind vinden vraag vragen vroeg wacht wachten weet week
weken werk werkt weten wilde woord woorden zaak zeg zeggen zegt zei zeker zet zetten zie zien ziet zit zitten
zoek zoeken zeer gebeurd gebeurt ervaren ervaring begrijp snap hoor horen voel voelen gevoel nare naar oprecht
enorm ontzettend verontschuldig verontschuldiging verontschuldigingen aangeboden aanbieden bied namens vandaag
meneer mevrouw helpen hulp best moment
"""),
    you=words("u uw je jij jou jouw jullie"),
    insults=words("""
idioot idioten dom domme stom stomme sukkel* nietsnut* waardeloos waardeloze incapabel* clown* leugenaar*
oplichter* aap apen zielig loser* marionet* lafaard* papegaai* robot* prutser* kneus* eikel* klootzak* trut* koe
varken* rat* mafkees
"""),
    days=words("""
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april juni juli augustus
september oktober november december
"""),
    units=words("""
euro euro's procent dag dagen werkdag werkdagen week weken maand maanden jaar uur minuut minuten
"""),
    numbers=_numbers(),
    hundred="",
    thousand="duizend",
    joined=True,
)
