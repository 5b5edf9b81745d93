from django.db import migrations

# Names patients write; what they call a group stands with the group.
SUBSTANCES = {
    "alcohol": "ethanol, beer, cider, wine, spirits, liquor, vodka, whisky, whiskey, rum, gin",
    "baclofen": "lioresal, kemstro",
    "calcium carbonate": "tums, rennie",
    "ciprofloxacin": "cipro",
    "fluconazole": "diflucan",
    "fluoxetine": "prozac",
    "fluvoxamine": "luvox, faverin",
    "levothyroxine": "synthroid, levoxyl, eltroxin",
    "sertraline": "zoloft, lustral",
    "sildenafil": "viagra, revatio",
    "tizanidine": "zanaflex",
    "warfarin": "coumadin, jantoven",
}
GROUPS = {
    ("opioids", "opioid, opiate, opiates"): {
        "buprenorphine": "subutex, suboxone, butrans",
        "codeine": "co-codamol",
        "dihydrocodeine": "",
        "fentanyl": "duragesic",
        "hydrocodone": "vicodin, norco",
        "hydromorphone": "dilaudid",
        "methadone": "",
        "morphine": "ms contin",
        "oxycodone": "oxycontin, percocet",
        "tapentadol": "nucynta",
        "tramadol": "ultram, tramal",
    },
    ("benzodiazepines", "benzodiazepine, benzos"): {
        "alprazolam": "xanax",
        "chlordiazepoxide": "librium",
        "clonazepam": "klonopin, rivotril",
        "diazepam": "valium",
        "lorazepam": "ativan",
        "midazolam": "",
        "oxazepam": "",
        "temazepam": "restoril",
    },
    ("nonsteroidal anti-inflammatory drugs", "nsaid, nsaids"): {
        "aspirin": "acetylsalicylic acid",
        "celecoxib": "celebrex",
        "diclofenac": "voltaren, voltarol",
        "ibuprofen": "advil, motrin, nurofen, brufen",
        "indomethacin": "indometacin, indocin",
        "ketorolac": "toradol",
        "meloxicam": "mobic",
        "naproxen": "aleve, naprosyn",
    },
    ("nitrates", "nitrate"): {
        "amyl nitrite": "poppers",
        "isosorbide dinitrate": "isordil",
        "isosorbide mononitrate": "imdur",
        "nitroglycerin": "glyceryl trinitrate, gtn, nitrostat",
    },
}
# Advice in our own words; the source is where the manufacturer says it.
INTERACTIONS = (
    (
        "baclofen",
        "opioids",
        "serious",
        "Both make drowsy and slow the breathing, together far more. Take them together only if the "
        "prescriber of both knows; get help at once for slow breathing or if somebody cannot be woken.",
        "FDA labels of opioids, boxed warning on benzodiazepines and other CNS depressants",
    ),
    (
        "baclofen",
        "benzodiazepines",
        "moderate",
        "Both make drowsy and unsteady, and the effects add up. Do not drive until it is clear how "
        "they work together, and take care not to fall.",
        "FDA label of baclofen tablets, precautions: other CNS depressants",
    ),
    (
        "baclofen",
        "alcohol",
        "moderate",
        "Alcohol adds to the drowsiness baclofen causes. Drink none while taking it, and do not drive.",
        "FDA label of baclofen tablets, precautions: alcohol",
    ),
    (
        "opioids",
        "benzodiazepines",
        "serious",
        "Together they can slow the breathing until it stops. Only for people who have no other "
        "treatment, in the lowest doses and for the shortest time.",
        "FDA labels of opioids and of benzodiazepines, boxed warning",
    ),
    (
        "opioids",
        "alcohol",
        "serious",
        "Together they can slow the breathing until it stops. Drink no alcohol while taking an opioid.",
        "FDA labels of opioids, warnings: CNS depressants, alcohol included",
    ),
    (
        "benzodiazepines",
        "alcohol",
        "serious",
        "Alcohol deepens the sleepiness and can slow the breathing. Drink none while taking a "
        "benzodiazepine.",
        "FDA labels of benzodiazepines, boxed warning",
    ),
    (
        "tizanidine",
        "ciprofloxacin",
        "serious",
        "Never together: ciprofloxacin raises tizanidine in the blood many times over, so that blood "
        "pressure falls and people become very drowsy.",
        "FDA label of tizanidine, contraindications",
    ),
    (
        "tizanidine",
        "fluvoxamine",
        "serious",
        "Never together: fluvoxamine raises tizanidine in the blood many times over, so that blood "
        "pressure falls and people become very drowsy.",
        "FDA label of tizanidine, contraindications",
    ),
    (
        "warfarin",
        "nonsteroidal anti-inflammatory drugs",
        "serious",
        "Together they make bleeding likelier, in the stomach above all. Use another painkiller "
        "unless the prescriber of the warfarin agrees, and have the INR checked more often.",
        "FDA label of warfarin, drug interactions: drugs that increase bleeding risk",
    ),
    (
        "warfarin",
        "fluconazole",
        "serious",
        "Fluconazole makes warfarin work more strongly, also some days after it was taken. The INR "
        "has to be checked and the dose of warfarin may have to fall.",
        "FDA label of fluconazole, drug interactions: coumarin-type anticoagulants",
    ),
    (
        "sildenafil",
        "nitrates",
        "serious",
        "Never together, not even on the same day: blood pressure can fall so far that it kills. Tell "
        "anybody who treats chest pain when sildenafil was last taken.",
        "FDA label of sildenafil, contraindications: nitrates",
    ),
    (
        "sertraline",
        "tramadol",
        "serious",
        "Together they can cause too much serotonin (restlessness, sweating, cramps, fever), and "
        "seizures become likelier. Only if the prescriber of both knows.",
        "FDA label of tramadol, warnings: serotonin syndrome; increased risk of seizures",
    ),
    (
        "fluoxetine",
        "tramadol",
        "serious",
        "Together they can cause too much serotonin (restlessness, sweating, cramps, fever), seizures "
        "become likelier, and tramadol relieves pain less. Only if the prescriber of both knows.",
        "FDA label of tramadol, warnings: serotonin syndrome; drug interactions: CYP2D6 inhibitors",
    ),
    (
        "levothyroxine",
        "calcium carbonate",
        "moderate",
        "Calcium binds levothyroxine, so that less of it works. Take them at least four hours apart.",
        "FDA label of levothyroxine, drug interactions: calcium carbonate",
    ),
)


def seed(apps, schema_editor):
    substances = apps.get_model("substances", "Substance").objects
    for name, other_names in SUBSTANCES.items():
        substances.create(name=name, other_names=other_names)
    for (name, other_names), members in GROUPS.items():
        group = substances.create(name=name, other_names=other_names, is_group=True)
        group.members.set(
            substances.create(name=member, other_names=others) for member, others in members.items()
        )
    ids = dict(substances.values_list("name", "pk"))
    interactions = apps.get_model("substances", "Interaction").objects
    for one, other, severity, advice, source in INTERACTIONS:
        a_id, b_id = sorted([ids[one], ids[other]])
        interactions.create(a_id=a_id, b_id=b_id, severity=severity, advice=advice, source=source)


class Migration(migrations.Migration):
    dependencies = [("substances", "0004_roles_of_staff")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
