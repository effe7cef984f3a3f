-- Up Migration

-- The facts that stories go on with are read as they were written, and policies have one more setting now.
update watch_facts set facts = jsonb_set(facts::jsonb, '{policies}', (
  select jsonb_agg(jsonb_set(it, '{policy,residentFirstSeconds}', '0') order by place)
  from jsonb_array_elements(facts::jsonb -> 'policies') with ordinality as p (it, place)))::json;

-- Who answers for a household: name and phone, encrypted with a key that is not in the database and bound to the household.
create table household_contact (
  household_id bigint primary key references household,
  sealed text not null,
  language text not null check (language in ('zh', 'en')),
  set_by text not null,
  set_at timestamptz not null
);

-- A contact point may be a household's: at most one, its target encrypted likewise. It gets what is for the resident.
alter table contact_point
  add column household_id bigint references household,
  drop constraint contact_point_owner,
  add constraint contact_point_owner check (num_nonnulls(area_id, staff_id, household_id) = 1);
create unique index contact_point_household on contact_point (household_id) where household_id is not null;

alter table erasure_report add column contacts bigint not null default 0;

-- Down Migration

alter table erasure_report drop column contacts;
delete from notification where contact_point_id in (select id from contact_point where household_id is not null);
delete from contact_point where household_id is not null;
alter table contact_point
  drop column household_id,
  add constraint contact_point_owner check (num_nonnulls(area_id, staff_id) = 1);
drop table household_contact;
