# ---
# jupyter:
#   avgkit:
#     title: {nl: "Register: zeg wat je doet, en doe wat je zegt", en: "Register: say what you do, and do what you say"}
#     order: 100
#     level: crm
#     teach_min: 13
#     practice_min: 17
#     needs: [minimisation]
#     law_date: "2026-11-23"
#     half_day: false
#     exercises: ["judge:activity-incomplete", "mark:data-not-in-register", "judge:blueprint-step-missing", "mark:notice-late"]
#     minutes: {"judge:activity-incomplete": 4, "mark:data-not-in-register": 5, "judge:blueprint-step-missing": 3, "mark:notice-late": 5}
#     drop: ["judge:blueprint-step-missing"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Register: zeg wat je doet, en doe wat je zegt
#
# Na deze les kun je:
#
# - zien wat er in het register moet staan, en wat alleen handig is;
# - ontdekken waar het CRM en het register uit elkaar lopen;
# - zeggen wanneer iemand moet weten dat je gegevens over die persoon hebt.
#
# Je bent ongeveer een halfuur bezig. Ruim de helft daarvan oefen je zelf.

# %% [markdown] lang="en"
# # Register: say what you do, and do what you say
#
# After this lesson you can:
#
# - see what must be in the register, and what is only useful;
# - find out where the CRM and the register drift apart;
# - say when somebody must know that you have data about them.
#
# It takes about half an hour. More than half of that is practice.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_register, tables_rights

s = lessons.start("register", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. ‘Waar doen we dat eigenlijk voor?’
#
# Marketing wil verjaardagskaarten sturen. In het CRM komt een veld voor de geboortedatum bij, en na een week is het bij honderd mensen ingevuld. Niemand heeft het opgeschreven.
#
# Een halfjaar later vraagt iemand: ‘Waarom hebben jullie mijn geboortedatum?’ Dan zoek je in het register. Daar staat wat een organisatie met gegevens doet: waarvoor, over wie, welke gegevens en naar wie ze gaan. Staat het er niet, dan weet niemand het antwoord.
#
# Het register is geen formulier voor de kast. Het is de afspraak waaraan je het CRM kunt meten. (AVG 30(1))

# %% [markdown] lang="en"
# ## 1. ‘What do we do that for?’
#
# Marketing wants to send birthday cards. A field for the date of birth is added to the CRM, and within a week it is filled in for a hundred people. Nobody wrote it down.
#
# Half a year later somebody asks: ‘Why do you have my date of birth?’ Then you look in the register. It says what an organisation does with data: what for, about whom, which data and to whom they go. If it is not there, nobody knows the answer.
#
# The register is not a form for the cupboard. It is the agreement by which you can measure the CRM. (GDPR 30(1))

# %%
tables_register.parts(s.law, lang)

# %%
lessons.articles(s.law, ["AVG 30(1)", "AVG 30(2)", "AVG 30(5)"], lang)

# %% [markdown] lang="nl"
# De laatste regels in de eerste tabel zijn onze toevoeging. Ze zijn handig, maar artikel 30 vraagt er niet om.
#
# Drie dingen gaan vaak mis:
#
# - **Een leeg vak is geen antwoord.** Gaan de gegevens naar niemand, schrijf dan ‘niemand’. (AVG 30(1)(d))
# - **‘Als het kan’ is niet ‘als je zin hebt’.** Zijn termijnen of beveiliging echt niet te geven, schrijf dan op waarom. (AVG 30(1)(f), AVG 30(1)(g), AVG 5(2))
# - **Een verwerker noemt minder.** Dat is een bedrijf dat met gegevens werkt voor een ander. Het noemt voor wie het werkt en wat voor werk dat is, niet over welke mensen het gaat. (AVG 30(2)(a), AVG 30(2)(b))
#
# **Opgave.** Eén regel uit een register. Kijk eerst naar de rol: bepaalt de organisatie zelf waarvoor de gegevens zijn, of werkt zij voor een ander?

# %% [markdown] lang="en"
# The last rows in the first table are our addition. They are useful, but article 30 does not ask for them.
#
# Three things often go wrong:
#
# - **An empty box is no answer.** If the data go to nobody, write ‘nobody’. (GDPR 30(1)(d))
# - **‘Where possible’ is not ‘if you feel like it’.** If time limits or security really cannot be given, write down why. (GDPR 30(1)(f), GDPR 30(1)(g), GDPR 5(2))
# - **A processor states less.** That is a firm that works with data for another. It states for whom it works and what kind of work that is, not which people it is about. (GDPR 30(2)(a), GDPR 30(2)(b))
#
# **Exercise.** One entry of a register. First look at the role: does the organisation decide itself what the data are for, or does it work for another?

# %% tags=["exercise"]
q1 = s.judge("activity-incomplete")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Bij een verwerker ‘over wie’ missen. Artikel 30 vraagt dat daar niet.
# - ‘Niemand’ aanzien voor een leeg vak. Het is een antwoord.
# - De grondslag missen. De wet vraagt er hier niet om, al is het wel handig.
#
# **Gespreksvraag:** welk vak is in jullie register het vaakst leeg, en wie zou het kunnen invullen?
#
# **Als de tijd op is:** sla de opgave over de blauwdruk over en laat alleen de tabel zien.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Missing ‘about whom’ for a processor. Article 30 does not ask that there.
# - Taking ‘nobody’ for an empty box. It is an answer.
# - Missing the legal basis. The law does not ask for it here, useful though it is.
#
# **Discussion question:** which box is most often empty in your register, and who could fill it in?
#
# **When late:** skip the exercise on the blueprint and only show the table.

# %% [markdown] lang="nl"
# ## 2. Wie heeft een register nodig?
#
# Bijna elke organisatie. Voor kleine organisaties is er een uitzondering, maar die geldt niet voor wat je geregeld doet. Een CRM gebruik je elke dag, dus dat hoort erin. (AVG 30(5))

# %% [markdown] lang="en"
# ## 2. Who needs a register?
#
# Nearly every organisation. There is an exception for small organisations, but it does not hold for what you do regularly. You use a CRM every day, so it belongs in the register. (GDPR 30(5))

# %%
tables_register.limit(s.law, lang)

# %% [markdown] lang="nl"
# ## 3. Waar het uit elkaar loopt
#
# Een register verandert zelden, een CRM elke week. Leg ze daarom naast elkaar, onderdeel voor onderdeel: soorten gegevens, doelen, ontvangers, mensen en termijnen. Voor een ontvanger is een soort genoeg: met ‘verwerkers’ zijn alle verwerkers genoemd. (AVG 30(1)(b), AVG 30(1)(c), AVG 30(1)(d), AVG 5(2))

# %% [markdown] lang="en"
# ## 3. Where they drift apart
#
# A register rarely changes, a CRM does so every week. So put them side by side, item by item: kinds of data, purposes, recipients, people and time limits. For a recipient a kind is enough: ‘processors’ names all processors. (GDPR 30(1)(b), GDPR 30(1)(c), GDPR 30(1)(d), GDPR 5(2))

# %%
tables_register.drift(s.crm, s.policy, s.law, lang)

# %% [markdown] lang="nl"
# Zo ziet het er bij het oefenbedrijf uit. Het doel ‘later’ zegt veel: iemand vulde iets in omdat het veld niet leeg mocht blijven.
#
# **Opgave.** Zeven onderdelen uit andere CRM's. Bij elk onderdeel staat wat het register van dat bedrijf noemt. Zoek eerst de goede kolom, en dan het onderdeel.

# %% [markdown] lang="en"
# This is how it looks at the practice firm. The purpose ‘later’ says a lot: somebody filled in something because the field could not stay empty.
#
# **Exercise.** Seven items from other CRMs. Each one comes with what the register of that firm names. First find the right column, then the item.

# %% tags=["exercise"]
q2 = s.mark("data-not-in-register")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Alleen naar het doel kijken. De kolom ‘soort’ zegt in welke van de laatste drie kolommen je moet zoeken.
# - Een ontvanger bij de gegevens zoeken, of een doel bij de ontvangers.
#
# **Gespreksvraag:** wie hoort het bij jullie als er in het CRM een veld bij komt?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Looking at the purpose only. The column ‘kind’ says in which of the last three columns to look.
# - Looking for a recipient among the data, or for a purpose among the recipients.
#
# **Discussion question:** who is told in your organisation when a field is added to the CRM?

# %% [markdown] lang="nl"
# ## 4. De blauwdruk van je CRM
#
# Een register zegt wát je doet. Een blauwdruk zegt hóé: welke stappen zet je als er een nieuwe relatie bij komt, als je een lijst uit het CRM haalt, of als iemand weggaat? Privacy zit dan in het werk zelf. De wet noemt dat gegevensbescherming door ontwerp. (AVG 25(1))

# %% [markdown] lang="en"
# ## 4. The blueprint of your CRM
#
# A register says what you do. A blueprint says how: which steps do you take when a new contact comes in, when you take a list out of the CRM, or when somebody leaves? Privacy is then part of the work itself. The law calls that data protection by design. (GDPR 25(1))

# %%
tables_register.blueprint(s.law, lang)

# %% [markdown] lang="nl"
# **Opgave.** Eén beschreven proces. Houd de tabel ernaast: ontbreekt er een stap?

# %% [markdown] lang="en"
# **Exercise.** One process as it is described. Keep the table beside it: is a step missing?

# %% tags=["exercise"]
q3 = s.judge("blueprint-step-missing")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - De volgorde belangrijk vinden. Alleen of de stap er staat, telt hier.
# - Denken dat de wet deze lijst voorschrijft. De indeling is van ons; de artikelen achter de stappen zijn van de wet.
#
# **Gespreksvraag:** welke stap uit de tabel slaan jullie in de praktijk over, en waarom?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Thinking that the order matters. Only whether the step is there counts here.
# - Thinking that the law prescribes this list. The layout is ours; the articles behind the steps are the law's.
#
# **Discussion question:** which step in the table do you skip in practice, and why?

# %% [markdown] lang="nl"
# ## 5. En weten de mensen het zelf?
#
# Een register lees je van binnen. De mensen in het CRM lezen de privacyverklaring, als zij die krijgen. Wanneer dat moet, hangt af van waar de gegevens vandaan komen. (AVG 13(1), AVG 14(3))
#
# Koop je een lijst, dan begint er dus een klok. Hij loopt eerder af als je de mensen al een bericht stuurt of hun gegevens aan een ander geeft.

# %% [markdown] lang="en"
# ## 5. And do people know it themselves?
#
# You read a register from the inside. The people in the CRM read the privacy notice, if they get it. When that must be depends on where the data come from. (GDPR 13(1), GDPR 14(3))
#
# So if you buy a list, a clock starts. It runs out earlier if you send the people a message or give their data to another.

# %%
tables_register.notices(s.law, lang)

# %%
tables_rights.terms(s.law, ["notice"], lang)

# %% [markdown] lang="nl"
# **Opgave.** Wie is te laat ingelicht? Kijk eerst naar de regel, en pas daarna naar de dagen.

# %% [markdown] lang="en"
# **Exercise.** Who was informed too late? Look at the rule first, and at the days only after that.

# %% tags=["exercise"]
q4 = s.mark("notice-late")
q4.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Iedereen evenveel tijd geven. Wie de gegevens zelf geeft, hoort het meteen.
# - Het eerste bericht vergeten: dat kan de uiterste dag naar voren halen. Hetzelfde geldt voor verstrekken aan een ander.
#
# **Gespreksvraag:** van welke relaties in jullie CRM komen de gegevens niet van henzelf, en weten zij het?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Giving everybody the same time. People who give their data themselves are told at once.
# - Forgetting the first message: it can bring the last day forward. So can a disclosure to another.
#
# **Discussion question:** which contacts in your CRM did not give their data themselves, and do they know?

# %%
lessons.results(s.scan(themes=["register"]), lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Kies drie velden die het laatste jaar zijn toegevoegd.** Zoek ze op in het register. Staan ze er niet, vraag dan de eigenaar waarvoor ze zijn. Is er geen antwoord, dan kan het veld weg.
# 2. **Schrijf op aan wie je vorige maand een lijst gaf.** Denk aan de drukker, het mailbedrijf en de collega van een andere afdeling. Staan die ontvangers in het register?
# 3. **Zoek vijf relaties waarvan jullie de gegevens niet zelf kregen.** Kun je laten zien op welke dag zij hoorden wat jullie ermee doen?

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Pick three fields that were added in the last year.** Look them up in the register. If they are not there, ask the owner what they are for. If there is no answer, the field can go.
# 2. **Write down to whom you gave a list last month.** Think of the printer, the mailing firm and the colleague in another department. Are those recipients in the register?
# 3. **Find five contacts who did not give you their data themselves.** Can you show on which day they were told what you do with them?
