-- Up Migration

-- Text messages and voice calls as ways to reach staff, and browsers' push.
alter table contact_point
  drop constraint contact_point_channel_check,
  add constraint contact_point_channel_check check (
    channel in ('webhook', 'email', 'dingtalk', 'wecom', 'feishu', 'sms', 'voice', 'web_push'));

-- Down Migration

alter table contact_point
  drop constraint contact_point_channel_check,
  add constraint contact_point_channel_check check (channel in ('webhook', 'email', 'dingtalk', 'wecom', 'feishu'));
