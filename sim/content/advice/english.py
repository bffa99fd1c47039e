"""English, as the checks of texts need it."""

from sim.content.advice.rules import Rules, patterns, words, words_in_order

_SMALL = words_in_order("""
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
""")
_TENS = words_in_order("twenty thirty forty fifty sixty seventy eighty ninety")
_NUMBERS = {word: number for number, word in enumerate(_SMALL)} | {
    word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)
}

ENGLISH = Rules(
    language="en",
    promises=patterns("""
guarantee*
promise*
definitely
certainly
absolutely
for sure
rest assured
no doubt
without fail
100 percent
"""),
    negations=words("""
not no never nobody nothing none neither nor cannot without can't won't don't isn't wouldn't couldn't doesn't
didn't hardly
"""),
    turns=words("but though however"),
    mine=words("i i'll i'm i've i'd"),
    mine_phrases=patterns("""
let me
leave it with me
leave that with me
leave that to me
leave it to me
my job
"""),
    verb_before=False,
    aside=words("""
now just also then already still really personally gladly quickly myself can will could would shall am have had
was too as and
"""),
    no_doing=words("""
understand know see hear think hope feel guess suppose believe appreciate imagine realise realize mean wonder
wish fear doubt agree sympathise sympathize regret
"""),
    empty=words("""
a about after again all also always am an and any anything are as at be because been before being both but by
can can't could did didn't do does doing don't done down for from get getting go going got had has have having
he her here hers him his how i i'd i'll i'm i've if in into is isn't it it's its just know let like made make me
more most much must my never no nor not nothing now of off on once one only onto or other our out over own
please quite rather really say see she should since so some somebody someone something soon such than that
that's the their them then there these they thing things this those through to too truly under until up upon us
very want was way we we'll we're we've well were what when where which while who whole whom why will with within
without would yes yet you you'd you'll you're you've your yours sorry apologise apologize apologies apology
inconvenience inconvenienced trouble troubles caused cause happened happen deeply sincerely terribly awfully
extremely regret regrets hear heard experience experienced situation issue issues problem problems frustration
frustrating feel feeling feels felt understand understandable bad matter case today behalf help try trying best
moment time times sir madam mrs mr ask asked asking answer away back began begin big bit bring brought call
called came change come comes coming course day days doubt easy else end even ever every everybody everyone
everything far feet few find fine first five found four full gave give given gives gone good great half hand
hands hard held hold hope idea keep kept kind last late later least leave left less life line listen little live
lives long look looked looking lot lots many maybe mean means meant mind minute minutes need needed needs new
next nice nobody none often okay old open part people perhaps person place point possible probably problem put
quick quickly quiet read ready real reason rest right said same saying says seem seems seen send sent set short
side simply sort sorted speak still stop story straight sure take taken takes talk talking tell telling thank
thanks think thought three told tomorrow tonight took turn two understood use used wait waiting want wanted
wants week weeks went wish won't wonder word words work works worse worth wouldn't write wrong
"""),
    you=words("you your you're you've you'll you'd yours yourself yourselves"),
    insults=words("""
idiot* stupid* moron* useless* incompetent* clown* fool* dumb* liar* crook* monkey* pathetic loser* puppet*
coward* parrot* robot* scum thick brainless bastard* arse* shit* rat* cow pig* worm* imbecile* halfwit*
"""),
    days=words("""
monday tuesday wednesday thursday friday saturday sunday january february april june july august september
october november december
"""),
    units=words("""
euro euros eur pound pounds dollar dollars percent per cent day days week weeks month months year years hour
hours minute minutes working
"""),
    numbers=_NUMBERS,
    hundred="hundred",
    thousand="thousand",
    joined=False,
)
