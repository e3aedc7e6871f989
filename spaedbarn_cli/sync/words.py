"""The 1024 words of a fingerprint: everyday Danish words of 3 to 8 letters, in Danish order, made to be read aloud.

Any two of them differ by more than one letter put in, taken out or exchanged, so that one letter heard or typed wrong is
never another word. The order is part of what a fingerprint means: a list that is in use is never changed.
"""

from __future__ import annotations

_LIST = """
abrikos aftale aften agurk ahorn akacie akrobat akvarel albue alfabet alpaka altan ambolt amulet ananas anemone angel
anker anorak antenne appelsin april arbejde arkitekt armbånd artikel asparges atelier atlas atletik august aula
automat avis avokado badehus baggrund bagside bagværk bakke balkon ballade bambus banan bandage banjo basar basun
batteri begonie benzin bestik beton bifald bikube billede billet biograf birketræ biskop bison bivoks bjælde blanket
blinde blomme blomst blyant blåbær blåmejse bogorm bogreol bogstav boldbane bolig bolsje bonde botanik bouillon bredde
bregne brevdue briller brisling broderi brombær bronze brosten brygge bryggeri bryllup bugspryd buket bukser buldog
bumerang butik bygning bænk bøgetræ bølge børnebog børste cello cement centrum cirkel cirkus citron cykel cypres dadel
dagbog dagslys damask datter december delfin dessert diadem diamant digter dirigent doktor donkraft dragt drama
drivhus drossel drøm dråbe duft dukke dukkehus dukkert dunjakke dybhav dykker dyne dyrehave dyrlæge døgnflue dåse ebbe
edderkop egern egetræ ekko elastik elefant elgtyr eliksir emalje emblem enebolig enebær epoke espresso etage etiket
eukalypt eventyr fabel fabrik facade fakkel familie fanfare fantasi faste februar ferie fersken festival figen figur
filet finale finger firben fiskenet fjeder fjeldtop fjerbold fjerkræ fjerpen fjordby flamingo flaske flise flodhest
flokdyr flydebro flygel fløde fløjl fløjte fodbold fodspor forelle forhave forhæng forklæde forår frakke fregat frihed
frimærke frisør frokost fuglebur fuldmåne fyldepen fyrtårn fælled færge fætter galakse galleri gangbro garage gardin
gartner gazelle gedebuk gejser geled gelænder genbo gensyn geografi geranie gevinst giraf glashus glasskår glasur
gletsjer glimmer globus glæde godnat gondol gorilla grafit granat grevinde grotte grundlov gryde græskar grævling
grønkål grøntorv guitar guldring guldsmed gummibåd gummisko gymnast gynge gåtur habit halmtag hammer handske hanekam
hangar harpiks harpun harve havbund havemand haveport havfrue havgås havtorn hedelyng hejre hermelin hilsen himmel
hindbær hingst hjelm hjorttak hjul hjulspor honning horisont hotel hovedvej humle humor husflid hvalros hvede hvidkål
hvirvel hyacint hyldebær hyldest hymne hytte hængelås højskole højtaler høne håndbog håndtag håndværk hårbånd idræt
idyl ildflue ildsted imker indgang indhegn ingefær insekt isbjørn isblomst isbryder isenkram isfugl iskage istap
jaguar jasmin jernbane jernport jetfly joker jolle jonglør jordbund jordbær journal jubel juletræ juli jumbojet jungle
kabaret kabine kaffe kaffekop kagebord kajak kaktus kalender kalkun kamel kamera kamille kamin kammerat kanal kande
kandis kantine karaffel karamel karat karneval karrusel karton kasket kasserer kastanje katalog kateder kattelem
keramik ketcher kikkert kilde kimono kiosk kirke kirsebær kiste klapstol klaver klinker klippe klit klitrose klokke
kloster klovn klubhus kløft knallert knaphul knold knækbrød koala kobber kobra kofanger koffert kogebog kokos kolibri
kollega kolonne komet komfur kommode kompas kompot koncert konge kontor konvolut kopper koral kornmark korset korthus
kotelet krabbe krater kridt krikand kringle kritik krokus krone krukke krustade krydderi krystal kræmmer krølle kråge
kugle kuling kulisse kulør kunst kunstner kursus kurv kutter kvadrat kvarter kvarts kylling kystvagt kælder kælketur
kæmpehøj kæphest køkken kølvand køreplan kørsel kåbe kålorm labyrint lagkage lagune lakrids landevej landgang landskab
lanterne lasagne laurbær lavendel lavvande legende legetøj leopard lilje limonade lineal linse logbog lomvie lovsang
lucerne lufthavn luftskib lupin lygte lygtepæl lykke lykønske lynild lynlås lysthus lytter længde lærebog lærke lærred
læsesal løntræ løve løvetand løvfald løvsav låge madkasse madpakke madras magasin magnet mahogni makrel maleri mandag
mandarin mandel mappe marinade marked marmor marsvin maske maskine matros medalje medicin mejeri melodi melon menuet
merian messing meteor midnat mikado mikrofon mimose mineral minister minut mirakel modvind moped morfar morgen mosaik
mose moster motor mudder murer museum musical musiker musling musvit mynte myrehøj mælkebøt mærkat møbel mødested
mølle mønster mønt mørbrad målebånd måler måltid måned månelys måneskin nabo naboskab narcis narhval natbord natmad
nattog natur navle nektar nellike netværk nisse nomade nordhavn nordlys nordpol nordvest novelle november nudel nutid
nytår nælde nærhed nøgle nål nåletræ oase obelisk ocean odder oksehale oktav oktober oldefar oldtid oliven omelet
omsorg omvej onkel onsdag opal opera opgave opland opskrift optiker opvask orange ordbog ordre orgel orkan orkester
ornament ostehøvl ostemad oversigt overtøj paddehat pakhus palads palet palme panorama panter papaya papegøje papir
paprika parabol paradis paraply partitur passage passer pastel pastinak patina pavillon peber pelikan pendul pensel
perlemor perron pesto petunie pianist pibe piknik pilot pincet pindsvin pingvin pioner piruet pistacie plakat planet
planke plantage platan podium poesi pokal polka poppel porcelæn porre portræt postbud posthus postvogn prikke prins
prisme program proviant præmie prøvetur puddel pude pumpe punktum pyjamas pyramide pæretræ påfugl påske quinoa
racerbil radio radise raket ramme refræn regatta regnbue regnorm regnskov regnvejr rejer rejse rekord rensdyr ribbe
ridder ridehest ringbind ringmur rival robot roklub rokoko roman romance rosenbed rosenkål rosin rosmarin rubin
rugbrød rumfart rygsæk rytme ræddike rødbede rønnebær rådhus rådyr safir safran salat salmiak salvie samba samfund
sandal sandkage sandslot sangfugl satin sauna saxofon scene seddel sejlads sejlbåd sejr sekund selleri serviet sirup
skakbræt skaldyr skammel skarv skiferie skiløber skinke skitse skjold skjorte skolevej skorpe skorsten skotøj skovbund
skovmus skovsø skovtur skrin skriver skrue skrædder skulder skumring skyline skytte skænk slagter slange slips slør
smaragd smedje smykke småkage snabel snebold snedrive snefnug snegl snemand snerle snestorm snorkel sofa sokkel solbær
soldat soldug solglimt solsikke solsort solvogn sommer sonate sopran sorbet sovepose spade spartel spejder spejl
spejlæg spidskål spil spinat spiral sprække spurv spætte spøgelse stakit stald statue stearin stenbro stentøj steppe
stige stilhed stjerne storby stork strand stribe strømpe stue stævne stødpude støvle sukker suppe surdej svale svamp
sydfrugt sydvest symfoni synål syren syvsover sæk sælhund sætning søbad søbred søhest søjle søkort søndag sørøver
taburet tagrende talent talje tandem tandhjul tangent tango tapet taxi teater tekande teknik telefon telt tempel
tennis terning teske tidevand tiger tilbud timeglas timian tinde tirsdag tivoli tjørn toast toffel togrejse tomat
tombola topas tranebær trappe tribune trold tromme trompet troskab træhest trækvogn træsko træsnit trøje tudse tulipan
tunnel turban turkis tvilling tællelys tændstik tæppe tærte tøjdyr tømmer tøvejr tågehorn tårn uddrag udflugt udsigt
ukulele uldgarn uldtrøje ulvehund umage urmager urskive urskov urtehave uvejr vaffel vagtel valmue valnød valthorn
vandfald vandhane vanille vante vejrhane ventesal ventil veranda verden vidunder vildand vildsvin vindrue vindspil
vinge vingård vinter viol violin vippe visdom vise vismand vitamin vogn vogter vulkan vælling værelse værksted væver
yacht yndling yoghurt zebra zink zither zone zoologi æble æblekage æblemost ækvator æske øgruppe øjeblik ønske øreflip
ørering øresund ørken ørneunge ørred østen østers østvind øvelse åbning ålegræs ålekiste ånde årbog årring årstid
"""

WORDS: tuple[str, ...] = tuple(_LIST.split())
