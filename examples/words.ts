/** What the examples are made of. All people and firms are invented; addresses end in the domains kept for examples. */

const list = (text: string) => text.split('|')

export const FR = {
  men: list('Benoît|Jérôme|Loïc|Étienne|François|Rémi|Joël|Théo|Mathieu|Gaël|Antoine|Hervé'),
  women: list('Amélie|Zoé|Chloé|Hélène|Béatrice|Inès|Maëlle|Océane|Solène|Agnès|Camille|Noémie'),
  names: list(
    "Lefèvre|Durand|Lebœuf|D'Arcy|Gérard|Hœrdt|Müller|Béranger|L'Hôte|Châtelain|Prévôt|Noël|Rousseau|Sœur|Maître|Bénard|Garçon|Dupré",
  ),
  firms: list('Boulangerie|Menuiserie|Garage|Cave|Librairie|Imprimerie|Atelier|Scierie|Fromagerie|Pépinière'),
  streets: list(
    "rue des Lilas|avenue de la Gare|place de l'Église|rue du Maréchal-Ferrant|quai des Pêcheurs|impasse du Château|route de Belfort|rue de l’Abbé Grégoire",
  ),
  towns: list(
    '01000 Bourg-en-Bresse|08000 Charleville-Mézières|25000 Besançon|54000 Nancy|57000 Metz|67000 Strasbourg|68100 Mulhouse|70000 Vesoul|88000 Épinal|90000 Belfort|67600 Sélestat|39100 Dole',
  ),
}

export const IT = {
  people: list('Giulia|Nicolò|Beatrice|Luca|Niccolò|Zoè|Matteo|Chiara|Andrea|Noè|Francesca|Salvatore'),
  names: list("D'Amico|Rossi|De Luca|Esposito|Colò|Bianchi|Dell'Acqua|Ferrò|Lo Presti|Cantù|Marangon|Sanfilippo|Cossù|Zanìn"),
  firms: list('Ferramenta|Libreria|Officina|Cartoleria|Enoteca|Panificio|Vivaio|Sartoria'),
  towns: list("L'Aquila|Forlì|Cefalù|Mondovì|Torino|Cantù|Nardò|Bari|Reggio nell'Emilia|Santhià|Patti|Salò"),
  items: list(
    "Sedia impilabile «Onda»|Scrivania 160×80 cm|Lampada da tavolo a LED|Armadio metallico con serratura|Poltrona ergonomica|Tavolo riunioni ovale|Cassettiera su ruote|Pannello fonoassorbente|Libreria a giorno|Tappeto d'ingresso",
  ),
  remarks: list(
    "consegna al piano|chiamare prima: il cliente è assente il lunedì|citofonare «D'Amico»|urgente|merce fragile; non sovrapporre|fattura a parte|ritiro in sede, è già d'accordo",
  ),
}

export const PT = {
  sellers: list('Conceição Araújo|João Gonçalves|Thaís Brandão|Antônio Sá|Inês Magalhães|Luís Simões|Márcia Falcão|Zé Carlos Lourenço'),
  people: list('José|Ângela|Fabrício|Lúcia|Otávio|Vitória|Sebastião|Débora|Luã|Mônica|Íris|Caíque'),
  names: list("Conceição|Guimarães|D'Ávila|Assunção|Falcão|Brandão|Antunes|Sant'Anna|Galvão|Paixão|Leão|Muniz"),
  towns: list(
    'São Paulo/SP|Goiânia/GO|Belém/PA|Florianópolis/SC|Maceió/AL|Niterói/RJ|Uberlândia/MG|Vitória/ES|Brasília/DF|São Luís/MA|Maringá/PR|Ribeirão Preto/SP',
  ),
  items: list(
    'Cafeteira elétrica 220 V|Ventilador de mesa|Fogão 4 bocas|Colchão de casal|Televisão 50"|Liquidificador|Máquina de lavar 11 kg|Sofá retrátil|Ar-condicionado 9.000 BTU|Chapinha de cabelo',
  ),
  payments: list('Pix|Boleto|Cartão de crédito|Cartão de débito|Dinheiro'),
  remarks: list(
    'entrega só pela manhã|cliente pediu cotação em €|portão azul; tocar a campainha|retirar na loja|trocar a voltagem para 110 V|não deixar com o porteiro|embrulhar p/ presente: "Feliz aniversário, vovó!"',
  ),
}

export const ES = {
  /** With their category. */
  kinds: list(
    'Aceite de oliva/Aceites|Vinagre de Jerez/Aceites|Miel de azahar/Dulces|Turrón de almendra/Dulces|Queso añejo/Lácteos|Cuajada/Lácteos|Jamón ibérico/Embutidos|Salchichón/Embutidos|Azafrán en hebra/Especias|Pimentón ahumado/Especias|Anchoas en salazón/Conservas|Piñones pelados/Frutos secos',
  ),
  makers: list('Casa Núñez|La Cigüeña|El Peñón|Doña Inés|Hermanos Ibáñez|Señorío de Alcázar|Valle del Jiloca|Santa Begoña'),
  /** With their weight in grams. */
  sizes: list('125 g/138|250 g/271|500 g/540|1 kg/1065|lata grande/4850|estuche «regalo»/910|pack 6 uds./1580|½ kg/545'),
}

export const DE = {
  names: list('Müller|Groß|Schäfer|Böhm|Weiß|Jäger|Köhler|Vögele|Süß|Krämer|Hübner|Löwe'),
  trades: list('Metallbau|Gärtnerei|Bäckerei|Elektro|Möbelhaus|Druckerei|Spedition|Brauerei|Zahnlabor|Glaserei'),
  forms: list('GmbH|GmbH & Co. KG|e. K.|AG|OHG|& Söhne GbR'),
  streets: list('Bahnhofstraße|Am Mühlbach|Königsallee|Schloßgasse|An der Försterei|Lindenweg|Äußere Ringstraße|Kirchplatz'),
  towns: list(
    '01067 Dresden|04109 Leipzig|06108 Halle (Saale)|20095 Hamburg|33602 Bielefeld|48143 Münster|50667 Köln|72070 Tübingen|80331 München|90402 Nürnberg|97070 Würzburg|99084 Erfurt',
  ),
  remarks: list(
    '2 % Skonto bei Zahlung binnen 10 Tagen|Teillieferung; Rest folgt|lt. Angebot „Frühjahr“|Gutschrift verrechnet|Lieferung an Werk 2, Tor "Süd"|per Post und per E-Mail|Bestellung O\'Hara vom 3.',
  ),
}
