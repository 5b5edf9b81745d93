"""The owner's medicine in the demo: every pack, price, figure and section of the page of today."""

from catalog.demo.content import medicines
from catalog.models import SectionKind
from catalog.pricing import price_table

BACLOFEN = next(medicine for medicine in medicines() if medicine.name == "Baclofen")

SEED = {
    "10mg": [(60, "52.00", "0.87", None), (90, "68.00", "0.76", 13), (120, "85.00", "0.71", 18),
             (180, "118.00", "0.66", 24), (270, "168.00", "0.62", 28), (360, "218.00", "0.61", 30)],
    "25mg": [(30, "101.00", "3.37", None), (60, "151.00", "2.52", 25), (90, "200.00", "2.22", 34),
             (120, "250.00", "2.08", 38), (180, "349.00", "1.94", 42), (270, "498.00", "1.84", 45)],
}  # fmt: skip


def test_baclofen_has_the_owners_twelve_packs():
    rows = {
        dosage.label: [
            (offer.units, str(offer.price), str(offer.unit_price), offer.saving)
            for offer in price_table((pack.units, pack.price) for pack in dosage.packs)
        ]
        for dosage in BACLOFEN.dosages
    }
    assert rows == SEED


# The figures and terms of the owner's page, section by section; the sentences around them are ours.
BACLOFEN_FACTS = {
    "introduction": "spinal cord|gamma-aminobutyric acid|GABA-B|monosynaptic|polysynaptic"
    "|multiple sclerosis|by mouth|intrathecal",
    "features": "4-amino-3-(4-chlorophenyl)butanoic acid|C₁₀H₁₂ClNO₂|GABA-B receptor agonist|70-85%"
    "|30%|2.5-4 hours|15%|70-80% unchanged|10 mg, 20 mg",
    "benefits": "clonus|nursing care|autonomic hyperreflexia|by mouth or by pump|hours to days",
    "common_use": "flexor spasms|transverse myelitis|syringomyelia|motor neuron disease|off-label"
    "|hiccups|alcohol withdrawal|long-lasting pain|days to weeks",
    "dosage_and_direction": "5 mg three times|15 mg a day, every three days|80 mg in a day"
    "|20 mg four times|over 12 years|60-80 mg|25-100 micrograms|below 50 mL/min|food",
    "precautions": "hallucinations|seizures|1-2 weeks|kidneys|sleepy|older adult|Ashworth"
    "|Modified Ashworth",
    "contraindications": "allergic|rheumatic|infection|bleeding diathesis|Pregnancy|Breastfeeding",
    "possible_side_effects": "10% or more|drowsiness, dizziness, weakness, tiredness|1-10%"
    "|nausea, constipation, low blood pressure, headache, trouble sleeping|under 1%"
    "|meningitis|AST, alkaline phosphatase and blood sugar",
    "drug_interactions": "Alcohol, benzodiazepines, opioids|high blood pressure|Monoamine oxidase"
    "|Tricyclic|Levodopa|Diabetes",
    "missed_dose": "as soon as you remember|nearly due|double dose|withdrawal",
    "overdose": "coma|breathing|floppy muscles|reflexes|seizures|conduction|gastric lavage"
    "|no specific antidote|Physostigmine|Hemodialysis|24 hours",
    "storage": "20-25°C|68-77°F|2-8°C|36-46°F|freeze|children and pets|changed color|specks"
    "|take-back",
    "disclaimer": "not medical advice|health professional|prescribing information",
    "clinical_evidence": "1-2 points on the Modified Ashworth Scale|60-70%|3-4|12 months|70-80%",
}


def test_baclofen_carries_every_figure_of_the_owners_page():
    texts = {section.kind: section.body for section in BACLOFEN.sections}
    texts["introduction"] = BACLOFEN.introduction
    for part, facts in BACLOFEN_FACTS.items():
        for fact in facts.split("|"):
            assert fact in texts[part], part


def test_baclofen_has_all_thirteen_sections_in_order():
    kinds = [section.kind for section in BACLOFEN.sections]
    assert kinds == [kind for kind in SectionKind.values if kind != SectionKind.OTHER]
