# ---
# jupyter:
#   avgkit:
#     title: {nl: "Losse bestanden: de lijsten naast het CRM", en: "Shadow files: the lists beside the CRM"}
#     order: 60
#     level: crm
#     teach_min: 14
#     practice_min: 17
#     needs: [special]
#     law_date: "2026-11-23"
#     half_day: true
#     exercises: ["mark:file-copies-crm", "mark:file-holds-erased-person", "judge:file-with-special-data", "judge:file-stale"]
#     minutes: {"mark:file-copies-crm": 5, "mark:file-holds-erased-person": 5, "judge:file-with-special-data": 3, "judge:file-stale": 4}
#     drop: ["judge:file-stale"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Losse bestanden: de lijsten naast het CRM
#
# Na deze les kun je:
#
# - zeggen of een losse lijst met klanten mag, en wat ervoor geldt;
# - lijsten vinden met mensen erin die er niet meer in mogen staan;
# - drie dingen opruimen in je eigen mappen en mailbox.
#
# Je bent ongeveer een halfuur bezig. De helft daarvan oefen je zelf.

# %% [markdown] lang="en"
# # Shadow files: the lists beside the CRM
#
# After this lesson you can:
#
# - say whether a loose list of customers is allowed, and what applies to it;
# - find lists that hold people who may no longer be in them;
# - tidy up three things in your own folders and mailbox.
#
# It takes about half an hour. Half of that is practice.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_shadow

s = lessons.start("shadow", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. Vrijdagmiddag, kwart voor vijf
#
# Maandag is de open dag. Een collega vraagt of je even de klanten uit de buurt kunt sturen. Je maakt een export, zet hem in een mail en gaat naar huis. De collega bewaart de bijlage op het bureaublad, haalt er een paar kolommen af en noemt hem `uitnodiging_definitief_2`. Een jaar later staat hij er nog.
#
# Ondertussen heeft één klant gevraagd om te worden gewist. Een ander wil geen reclame meer. In het CRM is dat netjes verwerkt. In de lijst op het bureaublad niet. Die gaat volgend jaar gewoon weer mee.
#
# Zo gaat het bij bijna elk bedrijf. Ook bij ons oefenbedrijf is eens gezocht: op de netwerkmap, op laptops, in de cloud en in mailboxen.

# %% [markdown] lang="en"
# ## 1. Friday afternoon, quarter to five
#
# The open day is on Monday. A colleague asks whether you can send the customers from the neighbourhood. You make an export, put it in an e-mail and go home. The colleague saves the attachment on the desktop, takes off a few columns and calls it `invitation_final_2`. A year later it is still there.
#
# In the meantime one customer has asked to be erased. Another wants no more advertising. In the CRM that was dealt with properly. In the list on the desktop it was not. Next year it will simply be used again.
#
# This is how it goes at nearly every firm. At our practice firm somebody looked around too: in the network folder, on laptops, in the cloud and in mailboxes.

# %%
tables_shadow.places(s.crm, lang)

# %% [markdown] lang="nl"
# ## 2. Mag dat, een lijst naast het CRM?
#
# 1. **Een lijst is niet verboden.** Maar een lijst met mensen in Excel, in een mailbijlage of in een export is gewoon verwerken van persoonsgegevens. De hele wet geldt ervoor, net als voor het CRM. (AVG 2(1), AVG 4(6))
# 2. **Er is een doel voor, en het staat in het register.** ‘Handig voor later’ is geen doel. (AVG 5(1)(b), AVG 30(1))
# 3. **Er staat niet meer in dan nodig.** Voor een uitnodiging is een adres genoeg; een geboortedatum hoeft niet mee. (AVG 5(1)(c))
# 4. **De lijst gaat weg als het werk klaar is.** Zolang de lijst bestaat, moet die kloppen. (AVG 5(1)(d), AVG 5(1)(e))
# 5. **De lijst is beveiligd.** Raakt een laptop kwijt of gaat de bijlage naar de verkeerde, dan kan dat een datalek zijn. Meld het meteen intern. (AVG 32(1), AVG 33(1), AVG 33(5))
#
# Waar het bestand staat, maakt voor deze regels niet uit. De netwerkmap is niet beter dan de laptop. Het gaat om wat erin staat, waarvoor, en hoelang.

# %% [markdown] lang="en"
# ## 2. Is that allowed, a list beside the CRM?
#
# 1. **A list is not banned.** But a list of people in Excel, in an attachment or in an export is ordinary processing of personal data. The whole law applies to it, just as to the CRM. (GDPR 2(1), GDPR 4(6))
# 2. **There is a purpose for it, and it is in the register.** ‘Handy for later’ is no purpose. (GDPR 5(1)(b), GDPR 30(1))
# 3. **It holds no more than is needed.** An invitation needs an address; a date of birth need not come along. (GDPR 5(1)(c))
# 4. **The list goes when the work is done.** As long as it exists, it has to be right. (GDPR 5(1)(d), GDPR 5(1)(e))
# 5. **The list is secured.** If a laptop gets lost or the attachment goes to the wrong person, that can be a data breach. Report it inside the firm at once. (GDPR 32(1), GDPR 33(1), GDPR 33(5))
#
# For these rules it does not matter where the file stands. The network folder is no better than the laptop. What matters is what is in it, what for, and for how long.

# %%
lessons.articles(s.law, ["AVG 2(1)", "AVG 4(6)", "AVG 5(1)(b)", "AVG 5(1)(c)", "AVG 30(1)"], lang)

# %% [markdown] lang="nl"
# ## 3. Opgave: welke kopieën zijn niet gedekt?
#
# Een kopie uit het CRM mag als er een doel in het register voor is, en als er niet meer in staat dan bij dat doel hoort. Het register is de lijst waarin een organisatie opschrijft wat zij met gegevens doet, en waarvoor. Hieronder zie je drie regels uit het register van het oefenbedrijf. Houd elke kopie ernaast. Kijk nog niet naar de dag van kopiëren; die speelt pas mee in deel 6.

# %% [markdown] lang="en"
# ## 3. Exercise: which copies are not covered?
#
# A copy from the CRM is allowed if a purpose in the register covers it, and if it holds no more than belongs to that purpose. The register is the list in which an organisation writes down what it does with data, and what for. Below are three rows from the register of the practice firm. Hold each copy against them. Do not look at the day of copying yet; that counts only in part 6.

# %%
tables_shadow.register(s.policy, lang, ["direct-marketing", "verkoop-en-service", "inkoop"])

# %% tags=["exercise"]
q1 = s.mark("file-copies-crm")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Alles aankruisen, omdat ‘een kopie uit het CRM niet mag’. Een kopie met een doel mag wel.
# - Oude kopieën aankruisen. Oud is een reden om te kijken, maar hier beslist het register.
# - Over de geboortedatum bij inkoop heen lezen.
#
# **Gespreksvraag:** Welke export maak jij het vaakst, en welke kolommen daarvan gebruik je echt?
#
# **Als de tijd op is:** Laat de laatste opgave (loopt de kopie achter?) weg en behandel deel 6 in één zin: een kopie verandert niet mee.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Ticking everything, because ‘a copy from the CRM is not allowed’. A copy with a purpose is.
# - Ticking old copies. Age is a reason to look, but here the register decides.
# - Reading past the date of birth in purchasing.
#
# **Discussion question:** Which export do you make most often, and which of its columns do you really use?
#
# **When late:** Leave out the last exercise (does the copy lag behind?) and treat part 6 in one sentence: a copy does not change along.

# %% [markdown] lang="nl"
# ## 4. Opgave: wie hoort er niet meer in?
#
# Bij twee groepen mensen gaat het in losse lijsten vaak mis:
#
# - **Wie op verzoek is gewist**, moet ook uit elke losse lijst. Anders is de wissing niet af. Het maakt niet uit waarvoor de lijst dient; alleen wat volgens een wet moet blijven, blijft. (AVG 17(1), AVG 17(3)(b))
# - **Wie bezwaar maakte tegen reclame**, mag niet in een lijst staan die voor reclame wordt gebruikt. In een lijst voor de werkplaats mag die persoon wel staan. (AVG 21(2), AVG 21(3))
#
# Vraagt iemand alleen om inzage of om een verbetering, dan mag die persoon in de lijst blijven. Is een verzoek om wissing terecht geweigerd, ook. Heb je gegevens aan een ander gegeven, vertel die dan wat er is gewist of verbeterd, tenzij dat niet kan of onevenredig veel moeite kost. (AVG 19)

# %% [markdown] lang="en"
# ## 4. Exercise: who should no longer be in it?
#
# With two groups of people loose lists often go wrong:
#
# - **Whoever was erased on request** must be taken out of every loose list too. Otherwise the erasure is not complete. It does not matter what the list is for; only what has to stay under an act stays. (GDPR 17(1), GDPR 17(3)(b))
# - **Whoever objected to advertising** may not be in a list that is used for advertising. In a list for the workshop that person may be. (GDPR 21(2), GDPR 21(3))
#
# Somebody who only asks for access or a correction may stay in the list. The same goes when a request for erasure was rightly refused. If you gave data to somebody else, tell them what was erased or corrected, unless that is impossible or takes disproportionate effort. (GDPR 19)

# %% tags=["exercise"]
q2 = s.mark("file-holds-erased-person")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een geweigerd verzoek om wissing aankruisen. Wie niet is gewist, hoeft ook niet uit de lijst. Of de weigering terecht was, is een andere les.
# - Bezwaar tegen reclame zien als wissing: ‘weg uit alles’. De werkplaats mag de klant gewoon bellen over de reparatie.
# - Denken dat een lijst van vóór het verzoek zo mag blijven.
#
# **Gespreksvraag:** Stel, je wist vandaag een klant. Waar staat die naam morgen nog?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Ticking a request for erasure that was refused. Whoever was not erased need not leave the list. Whether the refusal was right is another lesson.
# - Treating an objection to advertising as erasure: ‘out of everything’. The workshop may simply call the customer about the repair.
# - Thinking that a list from before the request may stay as it is.
#
# **Discussion question:** Suppose you erase a customer today. Where will that name still be tomorrow?

# %% [markdown] lang="nl"
# ## 5. Opgave: de lijst met dieetwensen
#
# Voor de lunch houdt iemand bij wie geen noten mag en wie halal eet. Lief bedoeld. Maar een allergie gaat over gezondheid en halal over geloof. Dat zijn bijzondere persoonsgegevens, en die mogen alleen met een uitzondering uit de wet. Strafrechtelijke gegevens en een BSN hebben hun eigen strenge regels. Dat geldt in een lijstje van twintig regels net zo goed als in het CRM. (AVG 9(1), AVG 9(2), AVG 10, AVG 87, UAVG 46)
#
# Niet alles wat privé voelt, is ‘bijzonder’. Lid zijn van een sportclub, een gewone foto of een rekeningnummer zijn gewone persoonsgegevens. Daarvoor gelden de gewone regels.
#
# Je krijgt één lijst. Geef je oordeel en je reden.

# %% [markdown] lang="en"
# ## 5. Exercise: the list of dietary wishes
#
# For the lunch somebody keeps a list of who cannot have nuts and who eats halal. Kindly meant. But an allergy is about health and halal is about religion. Those are special categories of data, allowed only under an exception in the law. Criminal data and a BSN have strict rules of their own. That is just as true of a list of twenty rows as of the CRM. (GDPR 9(1), GDPR 9(2), GDPR 10, GDPR 87, UAVG 46)
#
# Not everything that feels private is ‘special’. Belonging to a sports club, an ordinary photo or an account number are ordinary personal data. The ordinary rules apply to them.
#
# You get one list. Give your verdict and your reason.

# %% tags=["exercise"]
q3 = s.judge("file-with-special-data")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Nationaliteit, betaalgedrag of een foto bijzonder noemen. Gevoelig is niet hetzelfde als bijzonder.
# - Denken dat een kleine lijst niet telt, of dat een beveiligde map genoeg is.
# - Bij een lijst met onleesbare kolomnamen toch ‘klopt’ kiezen. Wie niet weet wat erin staat, kan dat niet zeggen.
#
# **Gespreksvraag:** Hoe kun je een lunch regelen zonder een lijst met namen en dieetwensen te bewaren?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Calling nationality, payment behaviour or a photo special. Sensitive is not the same as special.
# - Thinking that a small list does not count, or that a secured folder is enough.
# - Choosing ‘in order’ for a list with unreadable headings. Whoever does not know what is in it cannot say so.
#
# **Discussion question:** How can you arrange a lunch without keeping a list of names and dietary wishes?

# %% [markdown] lang="nl"
# ## 6. Opgave: loopt de kopie achter?
#
# Een kopie verandert niet mee. Vanaf de dag van kopiëren lopen kopie en CRM uit elkaar. Gegevens moeten juist en actueel zijn. (AVG 5(1)(d), AVG 16)
#
# Kijk dus naar twee dagen: wanneer is de kopie gemaakt, en wanneer veranderde er iets voor de mensen erin? Wat in het CRM vóór het kopiëren is veranderd, zit er al goed in. Vallen die twee dagen samen, dan weet je niet wat eerst kwam. Een bezwaar tegen reclame telt alleen als de lijst voor reclame is.

# %% [markdown] lang="en"
# ## 6. Exercise: does the copy lag behind?
#
# A copy does not change along. From the day of copying it begins to differ from the CRM. Data have to be accurate and up to date. (GDPR 5(1)(d), GDPR 16)
#
# So look at two days: when was the copy made, and when did something change for the people in it? What was changed in the CRM before the copying is already right in it. If the two days are the same, you do not know which came first. An objection to advertising counts only if the list is for advertising.

# %% tags=["exercise"]
q4 = s.judge("file-stale")
q4.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Alleen naar de datum van het verzoek kijken en niet of het in het CRM is uitgevoerd.
# - Bij een verbetering op dezelfde dag als de kopie toch ‘klopt’ of ‘bevinding’ kiezen. Zonder tijdstip is niet te zeggen wat eerst kwam.
# - Een verzoek om inzage zien als een verandering. Er verandert dan niets in de gegevens.
#
# **Gespreksvraag:** Wie merkt het bij jullie als een verzendlijst een maand oud is?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Looking only at the date of the request and not at whether it was carried out in the CRM.
# - Choosing ‘in order’ or ‘finding’ all the same when the correction fell on the day of the copy. Without a time nobody can say which came first.
# - Treating a request for access as a change. Nothing in the data changes then.
#
# **Discussion question:** Who notices it in your firm when a mailing list is a month old?

# %% [markdown] lang="nl"
# ## 7. En alle losse bestanden?
#
# De controles die jouw antwoorden nakeken, bekijken nu alle losse bestanden van het oefenbedrijf. Een voorraadlijst zonder mensen telt niet mee.

# %% [markdown] lang="en"
# ## 7. And all the loose files?
#
# The checks that marked your answers now go through all the loose files of the practice firm. A stock list without people does not count.

# %%
lessons.results(s.scan(themes=["shadow"]), lang)

# %% [markdown] lang="nl" tags=["trainer"]
# **Zoeken met avgkit:** Wie het zoeken niet met de hand wil doen, telt eerst met `avgkit shadow MAP --inventory`; daarbij wordt niets geopend. Daarna zoekt `avgkit shadow MAP --crm CRM` in elke lijst, brief en mail wie uit het CRM erin staat, en `avgkit report shadow-files` maakt er een rapport van. Dezelfde controles als in deze les geven het oordeel. Wie alleen op naam of via een gedeelde mailbox is gevonden, telt niet mee en moet worden nagegaan.
#
# **Let op:** Zoeken in bestanden van collega's is zelf een verwerking. Regel het vooraf, vertel het hun, en wis de uitkomst weer met `avgkit purge`.

# %% [markdown] lang="en" tags=["trainer"]
# **Searching with avgkit:** Whoever does not want to search by hand first counts with `avgkit shadow DIR --inventory`; nothing is opened for that. Then `avgkit shadow DIR --crm CRM` looks in every list, letter and e-mail for people of the CRM, and `avgkit report shadow-files` makes a report of it. The same checks as in this lesson give the verdict. People found only by name or by a shared mailbox do not count and have to be confirmed.
#
# **Mind:** Searching the files of colleagues is itself processing. Arrange it beforehand, tell them, and erase the outcome again with `avgkit purge`.

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Zoek je eigen lijsten.** Kijk op je bureaublad, in je downloads en in je verzonden mail naar bestanden met namen van klanten. Wis wat klaar is, ook uit de prullenbak. Van wat blijft, schrijf je op waarvoor en tot wanneer.
# 2. **Vervang één lijst door een weergave.** Kies de lijst die je het vaakst maakt. Bewaar die selectie in het CRM als weergave of filter. Dan is die altijd bijgewerkt en hoef je niets te exporteren. Moet het toch, neem dan alleen de kolommen mee die je nodig hebt.
# 3. **Doe de proef met één gewiste klant.** Vraag wie als laatste is gewist. Zoek in de gedeelde map en in de mailbox van je team of die persoon daar nog staat. Vind je iets, meld het aan wie de verzoeken behandelt.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Look for your own lists.** Check your desktop, your downloads and your sent mail for files with names of customers. Erase what is finished, from the bin as well. Of what stays, write down what it is for and until when.
# 2. **Replace one list by a view.** Choose the list that you make most often. Save that selection in the CRM as a view or a filter. Then it is always up to date and you need not export anything. If you must, take only the columns that you need.
# 3. **Do the test with one erased customer.** Ask who was erased last. Search the shared folder and your team's mailbox to see whether that person is still there. If you find something, tell whoever handles the requests.
