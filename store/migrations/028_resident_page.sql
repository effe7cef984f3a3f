-- Up Migration

-- Policies have one more setting, and the facts that stories go on with are read as they were written.
update watch_facts set facts = jsonb_set(facts::jsonb, '{policies}', (
  select jsonb_agg(jsonb_set(it, '{policy,residentPermitsPerDay}', '3') order by place)
  from jsonb_array_elements(facts::jsonb -> 'policies') with ordinality as p (it, place)))::json;

-- The link to a household's own page: one at a time. The token is made of the seed and a key that is not in the database;
-- here is only its hash.
create table resident_link (
  id bigint generated always as identity primary key,
  household_id bigint not null references household,
  seed bytea not null,
  token_sha256 bytea not null unique,
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  last_opened_at timestamptz
);
create unique index resident_link_current on resident_link (household_id) where revoked_at is null;

-- A permit that a resident asks for. `from_at` null: from when it is granted.
create table permit_request (
  id bigint generated always as identity primary key,
  -- It is erased with this order.
  order_id bigint not null,
  household_id bigint not null references household,
  -- The form's own: sent twice it is one request.
  key uuid not null unique,
  asked_at timestamptz not null,
  reason text not null check (reason in ('delivery', 'rubbish', 'nucleic_acid_test', 'medical', 'other')),
  from_at timestamptz,
  minutes integer not null check (minutes > 0),
  openings_max integer not null check (openings_max > 0),
  going_out boolean not null,
  note text not null,
  answer text check (answer in ('granted', 'declined')),
  answered_at timestamptz,
  answered_by text,
  answer_reason text not null default '',
  permit_id bigint,
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null)),
  check ((answer = 'granted') = (permit_id is not null) or answer is null)
);
create index permit_request_order on permit_request (order_id, asked_at);
create index permit_request_waiting on permit_request (household_id, asked_at) where answer is null;

-- A permit that a resident opens at once: staff are told by an alert.
alter table permit drop constraint permit_reason_check, add constraint permit_reason_check check (
  reason in ('delivery', 'rubbish', 'nucleic_acid_test', 'medical', 'staff_visit', 'other', 'emergency'));

-- Down Migration

update permit set reason = 'medical' where reason = 'emergency';
alter table permit drop constraint permit_reason_check, add constraint permit_reason_check check (
  reason in ('delivery', 'rubbish', 'nucleic_acid_test', 'medical', 'staff_visit', 'other'));
drop table permit_request, resident_link;
