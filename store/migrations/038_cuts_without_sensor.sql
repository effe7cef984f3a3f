-- Up Migration

-- An alert that a person resolved may come to stand at another door when an earlier event arrives; where it stood decides nothing.
update watch_facts set facts = jsonb_set(facts::jsonb, '{cuts}', (
  select coalesce(jsonb_agg(it - 'sensor' order by place), '[]')
  from jsonb_array_elements(facts::jsonb -> 'cuts') with ordinality as c (it, place)))::json;

-- Down Migration
