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

-- A message to the resident is about an opening, which may not be an alert yet: one for each. A test is about nothing.
alter table notification
  add column order_id bigint,
  add column sensor_uid text,
  add column opened_at timestamptz,
  drop constraint notification_check,
  add constraint notification_is_about check (
    case reason when 'test' then alert_id is null and order_id is null
    when 'resident' then alert_id is null and num_nonnulls(order_id, sensor_uid, opened_at) = 3
    else alert_id is not null and order_id is null end);
drop index notification_test;
create unique index notification_test on notification (contact_point_id)
  where reason = 'test' and sent_at is null and failed_at is null;
create unique index notification_resident on notification (order_id, sensor_uid, opened_at) where reason = 'resident';
create index notification_resident_due on notification (due_at)
  where sent_at is null and failed_at is null and cancelled_at is null and reason = 'resident';

alter table erasure_report add column contacts bigint not null default 0;

-- Down Migration

alter table erasure_report drop column contacts;
delete from notification where reason = 'resident';
drop index notification_resident_due, notification_resident, notification_test;
create unique index notification_test on notification (contact_point_id)
  where alert_id is null and sent_at is null and failed_at is null;
alter table notification
  drop constraint notification_is_about, drop column order_id, drop column sensor_uid, drop column opened_at,
  add constraint notification_check check ((alert_id is null) = (reason = 'test'));
delete from notification where contact_point_id in (select id from contact_point where household_id is not null);
delete from contact_point where household_id is not null;
alter table contact_point
  drop column household_id,
  add constraint contact_point_owner check (num_nonnulls(area_id, staff_id) = 1);
drop table household_contact;
