# ---
# jupyter:
#   avgkit:
#     title: {nl: "Toestemming: mag dit bericht naar deze klant?", en: "Consent: may this message go to this customer?"}
#     level: crm
#     teach_min: 12
#     practice_min: 15
#     needs: []
#     law_date: "2026-11-23"
#     exercises: [message-without-consent, customer-exception-fails]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Toestemming: mag dit bericht naar deze klant?
#
# Na deze les kun je:
#
# - van een bericht zeggen of het verstuurd mocht worden, en waarom;
# - uitleggen wanneer een ‘ja’ telt en wanneer niet;
# - in je eigen CRM drie dingen verbeteren.
#
# Je bent ongeveer een halfuur bezig. De helft daarvan oefen je zelf.
#
# Een les bestaat uit tekst en uit blokken met opdrachten voor de computer. Klik op een blok en druk op Shift + Enter; doe dat van boven naar beneden. In het eerste blok staan je taal, de peildatum en je nummer. Kies bij `learner` een ander getal en je krijgt andere gevallen, even moeilijk.

# %% [markdown] lang="en"
# # Consent: may this message go to this customer?
#
# After this lesson you can:
#
# - say of a message whether it was allowed to be sent, and why;
# - explain when a ‘yes’ counts and when it does not;
# - improve three things in your own CRM.
#
# It takes about half an hour. Half of that is practice.
#
# A lesson is made of text and of blocks with instructions for the computer. Click on a block and press Shift + Enter; work from top to bottom. The first block holds your language, the reference date and your number. Choose another number for `learner` and you get other cases, just as difficult.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = 1

# %%
import avgkit
from avgkit import lessons
from avgkit.paths import DEMO

law = avgkit.load_law(on=on)
crm = avgkit.load_crm(DEMO / "crm")
policy = avgkit.load_policy(DEMO / "policy")
lessons.opened(crm, law, lang)

# %% [markdown] lang="nl"
# ## 1. Maak kennis met de klanten
#
# We werken met het CRM van een bedrijf dat niet bestaat. Ook de mensen erin zijn verzonnen.
#
# Toch zie je geen namen en geen adressen. Om te zeggen of een bericht mocht, heb je die niet nodig: een nummer, een soort en een datum zijn genoeg. Zo werk je ook met echte gegevens: je toont niet meer dan de vraag nodig heeft.

# %% [markdown] lang="en"
# ## 1. Meet the customers
#
# We work with the CRM of a firm that does not exist. The people in it are invented too.
#
# Still you see no names and no addresses. To tell whether a message was allowed you do not need them: a key, a kind and a date are enough. That is how you work with real data too: show no more than the question needs.

# %%
lessons.contacts(crm, lang)

# %% [markdown] lang="nl"
# Wat stuurt dit bedrijf, en wat hebben mensen gekozen? Kijk vooral naar de onderste tabel: hoe vaak zei iemand later nee?

# %% [markdown] lang="en"
# What does this firm send, and what did people choose? Look at the last table most: how often did somebody say no later?

# %%
lessons.bars(crm, "messages", "channel", lang)

# %%
lessons.bars(crm, "consents", "event", lang)

# %% [markdown] lang="nl"
# ## 2. Toestemming in vijf regels
#
# 1. **Eerst het ja, dan het bericht.** Iemand zegt ja met een duidelijke handeling. Een vakje dat al aanstond, telt niet. (AVG 4(11))
# 2. **Vrij, en per doel.** Wie nee zegt, houdt daar geen nadeel aan over. De vraag staat los van andere tekst, en elk doel heeft een eigen vraag. (AVG 7(2), AVG 7(4))
# 3. **Je kunt het bewijzen.** Je laat zien wie ja zei, wanneer, hoe, waarvoor en met welke tekst. Lukt dat niet, dan telt het ja niet. (AVG 7(1))
# 4. **Het laatste woord telt.** Intrekken kan altijd en is even makkelijk als ja zeggen. Wie bezwaar maakt tegen reclame, krijgt niets meer, ook geen post. (AVG 7(3), AVG 21(2), AVG 21(3))
# 5. **Het kanaal en de dag tellen mee.** Voor e-mail, sms en berichten in een app is een ja nodig, ook van een bedrijf. Belt een mens een mens, ook een zzp'er, dan is ook een ja nodig. Een bv of een andere rechtspersoon mag je bellen zonder ja. Voor post is geen ja nodig. (Tw 11.7(1), Tw 11.7(2))
#
# Voor eigen klanten is er een uitzondering. Die komt in deel 5. (Tw 11.7(4))

# %% [markdown] lang="en"
# ## 2. Consent in five rules
#
# 1. **First the yes, then the message.** Somebody says yes by a clear act. A box that was ticked already does not count. (GDPR 4(11))
# 2. **Free, and for each purpose.** Saying no brings no disadvantage. The request is kept apart from other text, and every purpose has its own question. (GDPR 7(2), GDPR 7(4))
# 3. **You can prove it.** You show who said yes, when, how, for what and with which wording. If you cannot, the yes does not count. (GDPR 7(1))
# 4. **The last word counts.** Withdrawing is always possible and as easy as saying yes. Whoever objects to advertising gets nothing more, not by post either. (GDPR 7(3), GDPR 21(2), GDPR 21(3))
# 5. **The channel and the day count.** E-mail, text messages and messages in an app need a yes, also from a company. When a person calls a person, a sole trader included, a yes is needed too. You may call a limited company or another legal person without a yes. Post needs no yes. (Tw 11.7(1), Tw 11.7(2))
#
# For own customers there is an exception. It comes in part 5. (Tw 11.7(4)) Tw is the Dutch Telecommunications Act.

# %%
lessons.articles(law, ["AVG 4(11)", "AVG 7(1)", "AVG 7(2)", "AVG 7(3)", "AVG 7(4)", "AVG 21(2)", "AVG 21(3)", "Tw 11.7(1)", "Tw 11.7(2)", "Tw 11.7(4)"], lang)

# %% [markdown] lang="nl"
# ## 3. Opgave: welke berichten hadden niet verstuurd mogen worden?
#
# Hieronder staan zeven reclameberichten en verkoopgesprekken. Kruis aan wat niet had gemogen en kies **Controleer**. Je hoort meteen waarom. Je mag het zo vaak proberen als je wilt; een hint kost een punt.

# %% [markdown] lang="en"
# ## 3. Exercise: which messages should not have been sent?
#
# Below are seven advertising messages and sales calls. Tick what was not allowed and choose **Check**. You are told at once why. Try as often as you like; a hint costs a point.

# %% tags=["exercise"]
q = avgkit.exercise("message-without-consent", crm, policy, law, seed=("demo", learner, "consent"), lang=lang)
q.show()

# %% [markdown] lang="nl"
# Typ je liever? Zet de nummers tussen aanhalingstekens tussen de haakjes, met een komma ertussen. Met `q.page()` lees je de opgave als tekst, met `q.hint()` vraag je een hint, met `q.solution()` lees je de uitleg en met `q = q.retry()` krijg je andere gevallen.

# %% [markdown] lang="en"
# Do you prefer typing? Put the keys in quotation marks between the brackets, with a comma between them. `q.page()` gives the exercise as text, `q.hint()` a hint, `q.solution()` the solution, and `q = q.retry()` other cases.

# %%
q.check()

# %% tags=["solution", "trainer"]
q.check(q.answer())

# %% [markdown] lang="nl"
# ## 4. De dag telt mee
#
# Een bedrijf belt een eigen klant over een product dat lijkt op wat die klant al kocht. Bij de verkoop en in het gesprek is gezegd dat de klant nee mag zeggen. Een ja is er niet.
#
# Hetzelfde telefoontje, twee dagen na elkaar:

# %% [markdown] lang="en"
# ## 4. The day counts
#
# A firm calls one of its own customers about a product like the one that customer bought before. At the sale and in the call it was said that the customer may say no. There is no yes.
#
# The same call, on two days in a row:

# %%
call = {
    "messages.channel": "phone",
    "messages.similar_own": True,
    "messages.optout_offered": True,
    "contacts.kind": "natural",
    "contacts.customer_since": "2024-03-01",
    "contacts.details_source": "sale",
    "contacts.optout_at_collection": True,
}
lessons.on_days("message-without-consent", call, lessons.last_days(law, "customer_calls"), lang)

# %% [markdown] lang="nl"
# De feiten zijn gelijk, alleen de wet is veranderd. Daarom beoordeel je een bericht altijd naar de wet van de dag waarop het is verstuurd.
#
# ## 5. Opgave: wanneer gaat de klantuitzondering niet op?
#
# Aan een eigen klant mag je zonder ja een elektronisch bericht sturen als aan alles is voldaan:
#
# - je kreeg het adres bij een verkoop;
# - je zei toen dat de klant nee mag zeggen;
# - het bericht gaat over iets van jezelf dat daarop lijkt;
# - in elk bericht kan de klant zich afmelden.
#
# Ontbreekt er één, dan gaat de uitzondering niet op. Jij moet kunnen laten zien dat het klopt: niet vastgelegd is niet bewezen. (Tw 11.7(4)) Let bij bellen op de dag, zoals je net zag.

# %% [markdown] lang="en"
# The facts are the same, only the law has changed. That is why you always judge a message by the law of the day on which it was sent.
#
# ## 5. Exercise: when does the customer exception not hold?
#
# You may send an electronic message to one of your own customers without a yes when all of this is true:
#
# - you got the address in a sale;
# - you said then that the customer may say no;
# - the message is about something of your own that is like it;
# - the customer can unsubscribe in each message.
#
# If one of these is missing, the exception does not hold. You must be able to show it: not recorded is not proved. (Tw 11.7(4)) For calls, mind the day, as you have just seen.

# %% tags=["exercise"]
q2 = avgkit.exercise("customer-exception-fails", crm, policy, law, seed=("demo", learner, "consent"), lang=lang)
q2.show()

# %%
q2.check()

# %% tags=["solution", "trainer"]
q2.check(q2.answer())

# %% [markdown] lang="nl"
# ## 6. En het hele CRM?
#
# Je hebt veertien berichten beoordeeld. De controles die jouw antwoorden nakeken, kunnen ook het hele CRM nakijken. Zo'n overzicht heet een scan.

# %% [markdown] lang="en"
# ## 6. And the whole CRM?
#
# You have judged fourteen messages. The checks that marked your answers can also go through the whole CRM. Such an overview is called a scan.

# %%
scan = avgkit.scan(crm, policy, on=on)
lessons.results(scan, lang)

# %% [markdown] lang="nl"
# ## 7. Drie dingen voor maandag, in je eigen CRM
#
# 1. **Zoek één mailing van vorige maand op.** Kies vijf ontvangers. Kun je van elk laten zien wanneer en hoe ze ja zeiden, en met welke tekst?
# 2. **Meld jezelf af.** Schrijf je in voor je eigen nieuwsbrief en meld je weer af. Staat het dezelfde dag in je CRM, en ook in de lijst van het mailprogramma?
# 3. **Vraag de bellijst op.** Staan er klanten op die nooit ja hebben gezegd? Haal hen eraf en bespreek met je leidinggevende hoe je om een ja vraagt.

# %% [markdown] lang="en"
# ## 7. Three things for Monday, in your own CRM
#
# 1. **Look up one mailing of last month.** Pick five recipients. Can you show for each of them when and how they said yes, and with which wording?
# 2. **Unsubscribe yourself.** Sign up for your own newsletter and unsubscribe again. Does it show in your CRM on the same day, and in the list of the mailing tool too?
# 3. **Ask for the call list.** Are there customers on it who never said yes? Take them off and discuss with your manager how to ask for a yes.
