-- The audit log by months, so that what is too old goes by dropping a table; nothing else changes or removes a row.
alter table audit_event rename to audit_event_before;
alter index audit_event_pkey rename to audit_event_before_pkey;
drop index audit_event_of_realm;
drop index audit_event_of_subject;

create table audit_event (
    id bigint not null,
    occurred_at timestamptz not null,
    type text not null,
    realm_id uuid not null,
    actor_id uuid,
    subject_id uuid,
    client_address text not null,
    user_agent text not null,
    request_id text not null,
    details jsonb not null,
    primary key (id, occurred_at)
) partition by range (occurred_at);

-- The newest first, by each filter there is.
create index audit_event_of_realm on audit_event (realm_id, occurred_at desc, id desc);
create index audit_event_of_type on audit_event (realm_id, type, occurred_at desc, id desc);
create index audit_event_of_subject on audit_event (subject_id, occurred_at desc, id desc);
create index audit_event_of_actor on audit_event (actor_id, occurred_at desc, id desc);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete on audit_event
    for each row execute function refuse_audit_change();
create trigger append_only_whole before truncate on audit_event
    for each statement execute function refuse_audit_change();

-- Rows no month has been made for: an event is never refused for want of a table.
create table audit_event_default partition of audit_event default;
create trigger append_only_whole before truncate on audit_event_default
    for each statement execute function refuse_audit_change();

-- Makes the table of that day's month. Attached rather than created in place, so that nobody who writes has to wait.
create function add_audit_partition(day date) returns void
language plpgsql security definer set search_path from current set lock_timeout = '2s' as $$
declare
    month timestamp := date_trunc('month', day);
    name text := 'audit_event_' || to_char(month, 'YYYY_MM');
begin
    perform pg_advisory_xact_lock(hashtext('audit_partition'));
    if to_regclass(name) is not null then
        return;
    end if;
    execute format('create table %I (like audit_event including defaults including constraints)', name);
    execute format('alter table audit_event attach partition %I for values from (%L) to (%L)',
        name, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
    execute format('create trigger append_only_whole before truncate on %I'
        ' for each statement execute function refuse_audit_change()', name);
end $$;

-- Drops the months that were over before that time; answers how many.
create function drop_audit_partitions(before timestamptz) returns integer
language plpgsql security definer set search_path from current set lock_timeout = '2s' as $$
declare
    name text;
    dropped integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('audit_partition'));
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'audit_event'::regclass and c.relname ~ '^audit_event_\d{4}_\d{2}$'
            and (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') at time zone 'UTC' <= before
    loop
        execute format('drop table %I', name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $$;

select add_audit_partition(day::date) from generate_series(
    (select coalesce(min(occurred_at), now()) from audit_event_before), now() + interval '2 months', interval '1 month') day;
select add_audit_partition((now() + make_interval(months => n))::date) from generate_series(0, 2) n;

insert into audit_event select * from audit_event_before;
drop table audit_event_before;
