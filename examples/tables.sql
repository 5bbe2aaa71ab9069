-- The tables of the example files, named as each desk names them.

create table if not exists public.clients (
  numero_client integer primary key,
  civilite varchar(3) not null check (civilite in ('M.', 'Mme')),
  nom varchar(40) not null,
  prenom varchar(40) not null,
  societe varchar(60),
  adresse varchar(80) not null,
  code_postal varchar(5) not null,
  ville varchar(40) not null,
  courriel varchar(80),
  date_de_naissance date,
  encours numeric(10, 2) not null check (encours >= 0),
  actif boolean not null
);

create table if not exists public.ordini (
  numero_ordine varchar(12) primary key,
  data_ordine date not null,
  cliente varchar(60) not null,
  citta varchar(40) not null,
  articolo varchar(60) not null,
  quantita integer not null check (quantita > 0),
  prezzo_unitario numeric(10, 2) not null,
  totale numeric(12, 2) not null,
  consegna_prevista date,
  pagato boolean not null,
  note text
);

create table if not exists public.vendas (
  codigo_da_venda bigint primary key,
  data_da_venda date not null,
  vendedor varchar(40) not null,
  cliente varchar(60) not null,
  cidade varchar(40) not null,
  uf varchar(2) not null,
  produto varchar(60) not null,
  quantidade integer not null check (quantidade > 0),
  valor_unitario numeric(10, 2) not null,
  valor_total numeric(12, 2) not null,
  forma_de_pagamento varchar(20) not null,
  observacao text
);

create table if not exists public.productos (
  referencia varchar(8) primary key,
  descripcion varchar(60) not null,
  categoria varchar(30) not null,
  precio numeric(10, 2) not null check (precio > 0),
  iva numeric(4, 1) not null,
  existencias integer not null,
  peso_kg numeric(8, 3),
  fecha_de_alta date not null,
  descatalogado boolean not null
);

create table if not exists public.rechnungen (
  rechnungs_nr varchar(12) primary key,
  kunden_nr integer not null,
  firma varchar(60) not null,
  anschrift varchar(80) not null,
  plz varchar(5) not null check (plz ~ '^[0-9]{5}$'),
  ort varchar(40) not null,
  rechnungsdatum date not null,
  zahlbar_bis date not null,
  nettobetrag numeric(10, 2) not null,
  mwst_satz numeric(4, 1) not null,
  bruttobetrag numeric(10, 2) not null,
  bezahlt boolean not null,
  bemerkung text,
  check (zahlbar_bis >= rechnungsdatum)
);
