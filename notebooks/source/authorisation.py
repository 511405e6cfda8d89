# ---
# jupyter:
#   avgkit:
#     title: {nl: "Autorisatie: wie mag wat zien?", en: "Authorisation: who may see what?"}
#     order: 80
#     level: crm
#     teach_min: 14
#     practice_min: 21
#     needs: [minimisation]
#     law_date: "2026-11-23"
#     half_day: false
#     exercises: ["mark:grant-outside-matrix", "mark:access-outside-role", "judge:bulk-export", "mark:leaver-still-active", "change:matrix"]
#     minutes: {"mark:grant-outside-matrix": 4, "mark:access-outside-role": 4, "judge:bulk-export": 3, "mark:leaver-still-active": 3, "change:matrix": 7}
#     drop: ["mark:grant-outside-matrix"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Autorisatie: wie mag wat zien?
#
# Na deze les kun je:
#
# - zeggen of een recht of een handeling bij iemands rol past;
# - uitleggen waarom ‘even kijken’ niet mag, ook als het CRM het toelaat;
# - accounts en exports vinden die niet meer zouden mogen.
#
# Je bent ruim een halfuur bezig. Ruim de helft daarvan oefen je zelf.

# %% [markdown] lang="en"
# # Authorisation: who may see what?
#
# After this lesson you can:
#
# - say whether a right or an action fits somebody's role;
# - explain why ‘just having a look’ is not allowed, even if the CRM lets you;
# - find accounts and exports that should no longer be possible.
#
# It takes a little over half an hour. More than half of that is practice.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_authorisation

s = lessons.start("authorisation", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. ‘Ik was gewoon nieuwsgierig’
#
# In de krant staat een bekende zanger die een fiets heeft gekocht. Bij jullie. In de pauze typt iemand de naam in het CRM. Adres, bestelling, een notitie over de levering: alles is te lezen. Er gebeurt verder niets mee. Toch is dit al fout.
#
# Een andere dag zoekt een collega het nieuwe nummer van haar ex op. Of je kijkt even of de buurman al heeft betaald. Het CRM houdt je niet tegen. De wet wel: je mag gegevens alleen bekijken omdat je werk dat vraagt. (AVG 29, AVG 32(4))
#
# En het blijft zelden ongezien. Een goed CRM legt vast wie een klant heeft bekeken.

# %% [markdown] lang="en"
# ## 1. ‘I was just curious’
#
# The newspaper writes about a well-known singer who bought a bicycle. From your firm. During the break somebody types the name into the CRM. Address, order, a note on the delivery: everything can be read. Nothing else is done with it. Even so, it is already wrong.
#
# Another day a colleague looks up the new number of her ex. Or you have a quick look whether the neighbour has paid. The CRM does not stop you. The law does: you may look at data only because your work asks for it. (GDPR 29, GDPR 32(4))
#
# And it seldom stays unseen. A good CRM records who looked at a customer.

# %% [markdown] lang="nl"
# ## 2. De regels
#
# 1. **Alleen voor je werk.** Je verwerkt gegevens in opdracht van je werkgever. Nieuwsgierigheid is geen opdracht. (AVG 29, AVG 32(4))
# 2. **Niet meer toegang dan nodig.** De standaard is: niets. Daarbovenop krijgt een rol wat het werk vraagt. (AVG 25(2), AVG 5(1)(f))
# 3. **Je kunt het laten zien.** De AVG noemt geen autorisatiematrix. Zij vraagt wel dat toegang bij het werk past en dat je dat kunt aantonen. Met een matrix gaat dat het makkelijkst: rol, gegevens, handeling en de reden. (AVG 5(2), AVG 32(1)(b))
# 4. **Inzien is niet exporteren.** Kijk altijd naar rol, gegevens én handeling samen.
# 5. **Wie weg is, kan er niet meer in.** Een account gaat dicht na de laatste werkdag en de rechten vervallen. (AVG 32(1)(b))
# 6. **De organisatie loopt het na.** Rechten groeien vanzelf aan; iemand moet ze van tijd tot tijd bekijken. (AVG 24(1))

# %% [markdown] lang="en"
# ## 2. The rules
#
# 1. **Only for your work.** You process data on your employer's instructions. Curiosity is no instruction. (GDPR 29, GDPR 32(4))
# 2. **No more access than needed.** The default is: nothing. On top of that a role gets what the work asks for. (GDPR 25(2), GDPR 5(1)(f))
# 3. **You can show it.** The GDPR names no authorisation matrix. It does ask that access fits the work and that you can demonstrate that. A matrix is the easiest way: role, data, action and the reason. (GDPR 5(2), GDPR 32(1)(b))
# 4. **Viewing is not exporting.** Always look at role, data and action together.
# 5. **Whoever has left can no longer get in.** An account is closed after the last working day and the rights end. (GDPR 32(1)(b))
# 6. **The organisation reviews it.** Rights pile up by themselves; somebody has to look at them from time to time. (GDPR 24(1))

# %%
lessons.articles(s.law, ["AVG 5(1)(f)", "AVG 25(2)", "AVG 29", "AVG 32(1)(b)", "AVG 32(4)", "AVG 24(1)"], lang)

# %% [markdown] lang="nl"
# ## 3. Opgave: welke rechten geeft de matrix niet?
#
# Hieronder staan zeven rechten van medewerkers. Achter elk recht staat wat de matrix over die gegevens zegt. Kruis de rechten aan die de matrix niet geeft. Lees precies: dezelfde rol, dezelfde gegevens, dezelfde handeling.

# %% [markdown] lang="en"
# ## 3. Exercise: which rights are not given by the matrix?
#
# Below are seven rights of users. Behind each right you see what the matrix says. Tick the rights that the matrix does not give. Read closely: the same role, the same data, the same action.

# %% tags=["exercise"]
q1 = s.mark("grant-outside-matrix")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Denken dat wie mag wijzigen ook mag exporteren of verwijderen.
# - Een recht goed vinden omdat het ‘logisch’ is. De vraag is of de matrix het geeft.
# - Over het hoofd zien dat de regel in de matrix over een andere rol gaat.
#
# **Gespreksvraag:** Welk recht heb jij in het CRM dat je nooit gebruikt?
#
# **Als de tijd op is:** Laat de eerste opgave (rechten die de matrix niet geeft) weg en begin met de matrix in deel 4. Zorg dat iedereen aan de laatste opgave, de matrix verbeteren, toekomt.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Thinking that whoever may edit may also export or delete.
# - Accepting a right because it is ‘logical’. The question is whether the matrix gives it.
# - Overlooking that the row of the matrix is about another role.
#
# **Discussion question:** Which right do you have in the CRM that you never use?
#
# **When late:** Leave out the first exercise (rights not given by the matrix) and start with the matrix in part 4. See to it that everybody gets to the last exercise, improving the matrix.

# %% [markdown] lang="nl"
# ## 4. Opgave: wat deed iemand buiten de rol?
#
# Dit is de matrix van het oefenbedrijf. Staat een soort gegevens er niet in, dan mag geen enkele rol erbij.

# %% [markdown] lang="en"
# ## 4. Exercise: what did somebody do outside the role?
#
# This is the matrix of the practice firm. If a kind of data is not in it, no role may reach those data.

# %%
tables_authorisation.matrix(s.policy, lang)

# %% [markdown] lang="nl"
# Tel eens hoeveel rollen contactgegevens mogen exporteren. Een recht dat bijna iedereen heeft, is zelden nodig voor ieders werk. Daar kom je in deel 7 op terug.
#
# En nu het log. Welke handelingen passen niet bij de rol?

# %% [markdown] lang="en"
# Count how many roles may export contact details. A right that nearly everybody has is seldom needed for everybody's work. You will come back to that in part 7.
#
# And now the log. Which actions do not fit the role?

# %% tags=["exercise"]
q2 = s.mark("access-outside-role")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Alleen naar de rol kijken: ‘de directie mag alles’.
# - Gezondheid missen, omdat die in de matrix niet voorkomt. Dan mag geen rol erbij.
# - Een handeling binnen de matrix altijd goed noemen. De buurman opzoeken valt binnen je rol en mag toch niet; dat ziet geen controle.
#
# **Gespreksvraag:** Hoe zou iemand bij jullie merken dat een collega een bekende opzoekt?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Looking at the role only: ‘management may do everything’.
# - Missing health, because it is not in the matrix. Then no role may reach it.
# - Calling an action within the matrix always right. Looking up the neighbour falls within your role and is still not allowed; no check sees that.
#
# **Discussion question:** How would anybody in your firm notice that a colleague looks up an acquaintance?

# %% [markdown] lang="nl"
# ## 5. Opgave: de grote export
#
# Een export haalt de gegevens uit het CRM. Buiten het CRM houdt geen rol iemand tegen en legt geen log iets vast. Daarom is een grote export een zwaar recht: de matrix geeft het aan de rol, en zegt erbij waarvoor. Vanaf hoeveel relaties een export groot is, bepaalt de organisatie zelf. (AVG 25(2), AVG 5(1)(f)) In deze opgave is elke export groot waar een aantal bij staat. Zonder aantal weet je dat niet.
#
# Gaat zo'n bestand naar de verkeerde of raakt het kwijt, dan kan dat een datalek zijn. Meld het meteen intern. (AVG 33(1))

# %% [markdown] lang="en"
# ## 5. Exercise: the large export
#
# An export takes the data out of the CRM. Outside the CRM no role stops anybody and no log records anything. That is why a large export is a heavy right: the matrix gives it to the role, and says what for. From how many contacts an export is large is for the organisation to decide. (GDPR 25(2), GDPR 5(1)(f)) In this exercise every export with a number is large. Without a number you do not know.
#
# If such a file goes to the wrong person or gets lost, that can be a data breach. Report it inside the firm at once. (GDPR 33(1))

# %% tags=["exercise"]
q3 = s.judge("bulk-export")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Op het aantal relaties letten. Elke export in deze opgave is groot; het gaat om recht en reden.
# - Een export goed vinden die wel in de matrix staat, maar zonder reden.
# - Zonder aantal toch een bevinding doen. Dan is niet te zeggen of de export groot was.
#
# **Gespreksvraag:** Wie kan bij jullie het hele klantenbestand in één keer downloaden?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Looking at the number of contacts. Every export in this exercise is large; it is about right and reason.
# - Accepting an export that is in the matrix but has no reason.
# - Making a finding without a number. Then nobody can say whether the export was large.
#
# **Discussion question:** Who in your firm can download the whole customer file at once?

# %% [markdown] lang="nl"
# ## 6. Opgave: wie is weg en kan er nog in?
#
# Iemand gaat uit dienst. De laptop komt terug, de taart is op. Het account in het CRM wordt vergeten. Of het account is dicht, maar een recht staat nog aan. Op de laatste werkdag zelf mag het account nog open zijn; daarna niet meer. (AVG 5(1)(f), AVG 32(1)(b))

# %% [markdown] lang="en"
# ## 6. Exercise: who has left and can still get in?
#
# Somebody leaves. The laptop comes back, the cake is finished. The account in the CRM is forgotten. Or the account is closed, but a right is still on. On the last working day itself the account may still be open; after that it may not. (GDPR 5(1)(f), GDPR 32(1)(b))

# %% tags=["exercise"]
q4 = s.mark("leaver-still-active")
q4.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Alleen naar ‘account actief’ kijken en het recht dat nog openstaat missen.
# - Denken dat een oud vertrek vanzelf is opgelost.
#
# **Gespreksvraag:** Wie vertelt bij jullie aan de beheerder van het CRM dat iemand weggaat of van afdeling wisselt?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Looking only at ‘account active’ and missing the right that is still open.
# - Thinking that an old departure has solved itself.
#
# **Discussion question:** Who in your firm tells the administrator of the CRM that somebody leaves or moves to another department?

# %% [markdown] lang="nl"
# ## 7. Opgave: maak de matrix smaller
#
# Bekijk eerst hoe toegang er nu uitziet: wie kan waar bij, en wat wordt daarvan gebruikt?

# %% [markdown] lang="en"
# ## 7. Exercise: make the matrix narrower
#
# First look at how access stands now: who can reach what, and what of that is used?

# %%
lessons.explore_access(s)

# %% [markdown] lang="nl"
# Verbeter nu de matrix. Kijk bij elk recht of er een reden bij staat die over het werk gaat, of het niet te ruim is, en in de matrix van deel 4 hoeveel rollen hetzelfde mogen exporteren. Na elke poging zie je wat dezelfde controles ervan zeggen.

# %% [markdown] lang="en"
# Now improve the matrix. For each right, see whether there is a reason that is about the work, whether it is not too broad, and in the matrix of part 4 how many roles may export the same. After each attempt you see what the same checks say of it.

# %% tags=["exercise"]
q5 = s.change("matrix")
q5.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een recht weghalen dat het dagelijks werk nodig heeft. Dan vallen gewone handelingen opeens buiten de rol.
# - Een ontbrekend recht toevoegen om een bevinding weg te krijgen. Dat mag alleen als het werk het vraagt.
#
# **Gespreksvraag:** Is het erger als iemand te veel kan zien, of als iemand zijn werk niet kan doen? Wie hakt dat bij jullie door?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Taking away a right that the daily work needs. Then ordinary actions suddenly fall outside the role.
# - Adding a missing right to get rid of a finding. That is right only if the work asks for it.
#
# **Discussion question:** Is it worse when somebody can see too much, or when somebody cannot do the work? Who settles that in your firm?

# %% [markdown] lang="nl"
# ## 8. En alle accounts, rechten en regels in het log?
#
# De controles kijken nu alles na. Toegang buiten werktijd is alleen het bekijken waard; het is op zichzelf geen overtreding.

# %% [markdown] lang="en"
# ## 8. And all accounts, rights and lines of the log?
#
# The checks now go through everything. Access outside working hours is only worth a look; it is not an infringement in itself.

# %%
lessons.results(s.scan(themes=["authorisation"]), lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Kijk wat jij kunt zien.** Loop de menu's langs. Wat heb je de afgelopen maand niet nodig gehad? Vraag de beheerder om het weg te halen.
# 2. **Leg de lijst met accounts naast de lijst met collega's.** Staat er iemand op die weg is, of een account dat meer mensen gebruiken? Meld het.
# 3. **Spreek af hoe je een bekende helpt.** Komt er een vriend, familielid of beroemdheid als klant, dan doet een collega het. Zo hoef jij niet te kijken en kan niemand het je verwijten.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Look at what you can see.** Walk through the menus. What have you not needed in the past month? Ask the administrator to take it away.
# 2. **Put the list of accounts beside the list of colleagues.** Is somebody on it who has left, or an account that several people use? Report it.
# 3. **Agree on how to help somebody you know.** If a friend, relative or celebrity comes as a customer, a colleague does it. Then you need not look and nobody can blame you.
