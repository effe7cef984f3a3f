-- Up Migration

-- A browser as a way to reach a member of staff. Its target is the address that the browser gave, its secret the keys.
alter table contact_point
  drop constraint contact_point_channel_check,
  add constraint contact_point_channel_check
    check (channel in ('webhook', 'email', 'dingtalk', 'wecom', 'feishu', 'sms', 'voice', 'web_push')),
  add constraint contact_point_web_push check (channel <> 'web_push' or staff_id is not null),
  -- The session in which the browser was given or last seen: signing out of it ends the contact point.
  add column session_sha256 bytea,
  add column seen_at timestamptz,
  add column disabled_why text
    check (disabled_why in ('asked', 'signed_out', 'password_changed', 'another_person', 'too_many', 'gone'));
create index contact_point_session on contact_point (session_sha256) where session_sha256 is not null;
create index contact_point_browser on contact_point (target) where channel = 'web_push' and disabled_at is null;

-- Down Migration

drop index contact_point_browser, contact_point_session;
delete from notification where contact_point_id in (select id from contact_point where channel = 'web_push');
delete from contact_point where channel = 'web_push';
alter table contact_point
  drop column session_sha256, drop column seen_at, drop column disabled_why,
  drop constraint contact_point_web_push,
  drop constraint contact_point_channel_check,
  add constraint contact_point_channel_check
    check (channel in ('webhook', 'email', 'dingtalk', 'wecom', 'feishu', 'sms', 'voice'));
