-- Up Migration

-- Group robots of DingTalk, WeCom and Feishu as ways to reach staff.
alter table contact_point
  drop constraint contact_point_channel_check,
  add constraint contact_point_channel_check check (channel in ('webhook', 'email', 'dingtalk', 'wecom', 'feishu'));

-- What a robot was sent lately, so that all workers together keep its limit. One robot may serve several areas.
create table robot_pace (
  channel text not null,
  target text not null,
  called_at timestamptz[] not null default '{}',
  -- Its provider said "too fast": nothing goes there until then.
  held_until timestamptz not null default '-infinity',
  primary key (channel, target)
);

-- Down Migration

drop table robot_pace;
alter table contact_point
  drop constraint contact_point_channel_check,
  add constraint contact_point_channel_check check (channel in ('webhook', 'email'));
