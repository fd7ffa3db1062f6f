"""The words that groups and firms are called by, which people are not."""

import re

KIND = (
    r"(?:CIC|CIO|Ltd|Limited|LLP|PLC|Inc|Trust|Foundation|Charity|Group|Club|Society|Project|Hub|Academy|"
    r"School|Primary|College|Church|Chapel|Mosque|Temple|Gurdwara|Centre|Circle|Collective|Co-?op(?:erative)?|"
    r"Association|Network|"
    r"Alliance|Partnership|Union|Refuge|Larder|Pantry|Kitchen|Hall|House|Institute|Insurance|Solicitors|"
    r"Architects|Decorators|Removals|Bank|Foodbank|Friends|Trustees|Theatre|Choir|Band|Festival|Studio|Works|"
    r"Homes|Housing|Services|"
    r"Supplies|Catering|Coaches|Consulting|Engineering|Digital|Media|Care|Shed|Befrienders|Tenants|Residents|"
    r"Sisters|Elders|Carers|Rovers|United|Rangers|Juniors|FC|RFC|CC|AFC|WI|PTA|Together|Company|Brass|Parade|"
    r"Orchard|Garden|Growers|Makers|Society|Mutual|Bellringers|Songbirds|Uniforms|Telecom|Civils|Quarries|Rights|Recovery|"
    r"Employment|Learning Support|Lounge|League|Athletic|Harriers|Wheelers|Singers|Players|Strings|Scouts|Guides|Brownies|"
    r"Nursery|Playgroup|Survivors|Veterans|Volunteers|Neighbours|Table|Stage|Angels|Angling|Allotments|Logistics|Mobility|"
    r"Archive|Guild|Brew|Squadron|Hostel|Fund|Swap|Hut|Users|Wardens|Sangam|Sangat|Sabha|Samaj|Fellowship|Mission|Ministries|Parish|"
    r"Synagogue|Mandir|Masjid|Forum|Federation|Committee|Squad|Crew|Troupe|Orchestra|Ensemble|Chorale|Chorus|Opera|Drama|Arts|"
    r"Press|Radio|Films?|Productions|Partners|Chambers|Legal|Associates|Advisers|Actuarial|Accountants|Compliance|Procurement|"
    r"Construction|Builders|Joinery|Plumbing|Electrical|Roofing|Heating|Landscapes|Travel|Printers|Systems|Software|Data|Energy|"
    r"Steel|Foods|Bakery|Butchers|Brewery|Caf[eé]|Hospice|Preschool|Infants|Cubs|Beavers|Cadets|Rainbows|Explorers|Mothers|"
    r"Minds|Voices|Hands|Hearts|Steps|Pathways|Futures|Horizons|Aid|Rescue|Swimmers|Runners|Walkers|Cyclists|Netballers|Netball|"
    r"Cricket|Rugby|Hockey|Boxing|Judo|Karate|Gymnastics|Tennis|Bowls|Canoe|Sailing|Athletics|Football|Lions|Tigers|Wanderers|"
    r"Vixens|Gamers|Companions|Champions|Migrants|Brotherhood|Sisterhood|Immigration|Shop|Hampers|Fringe|Bloom|Yard|Van|Fridge|Welfare|Dads|Mams|Mums|Tots|Knitters|Gardeners|Striders|Stitchers|Bakers|Menders|Pals|Ringers|Surveyors|Consultants|"
    r"Dental|Dentists|Opticians|Florists|Plasterers|Electricians|Joiners|Scaffolding|Timber|Cladding|Sportswear|Motors|Laundry|Laboratory|"
    r"Interiors|Cycles|Skills|Basics|High|Sixth|Law|IT|Security|Recruitment|Textiles|Furniture|Taxis|Couriers|Freight|Shipping|Packaging)"
)
OF_GROUPS = re.compile(
    r"\b(?:Repair|Repairs|Steps|Hospital|Procurement|Council|Team|Office|Department|Buying|Support|Supplies|Service|"
    r"Community|Youth|Advice|Action|Volunteers?|Library|Museum|Gallery|Clinic|Surgery|Pharmacy|Nursery|Playgroup|Choirs?|"
    r"Cleaning|Building|Builders|Roofing|Law|Accountants|Design|Print|Printing|Transport|Logistics|Foods?|Bakery|Cafe|Café|"
    r"Store|Stores|Shop|Market|Farm|Gardens?|Allotments?|Park|Sports?|Runners|Walkers|Riders|Cyclists|Scouts|Guides|Brownies|"
    r"Cadets|University|Uni|NHS|Admin|Info|Enquiries|Reception|Recruitment|HR|Finance|Fundraising|Helpdesk|Desk|Mates|Voices|"
    r"Hands|Hearts?|Hope|House|Link|Links|Connect|Futures?|Families|Women|Mums|Dads|Parents|Men|People|Neighbours|Tools|Bikes)\b",
    re.I,
)
