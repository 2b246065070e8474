-- The functions that make and drop the log's months run as their owner, whose tables they are: only for those who are told
-- to (afterMigrate.sql), with no name looked up among temporary tables first, and never for what is younger than 30 days.
create or replace function add_audit_partition(day date) returns void
language plpgsql security definer set search_path from current set lock_timeout = '2s' as $$
declare
    month timestamp := date_trunc('month', day);
    first timestamptz := month at time zone 'UTC';
    beyond timestamptz := (month + interval '1 month') at time zone 'UTC';
    name text := 'audit_event_' || to_char(month, 'YYYY_MM');
begin
    perform pg_advisory_xact_lock(hashtext('audit_partition'));
    if to_regclass(name) is not null then
        return;
    end if;
    execute format('create table %I (like audit_event including defaults including constraints)', name);
    if exists (select from audit_event_default where occurred_at >= first and occurred_at < beyond) then
        -- Nobody made the month in time, after a long stop: what has come in since moves there.
        lock table audit_event_default in access exclusive mode;
        alter table audit_event_default disable trigger append_only;
        execute format('with late as (delete from audit_event_default where occurred_at >= $1 and occurred_at < $2'
            ' returning *) insert into %I select * from late', name) using first, beyond;
        alter table audit_event_default enable trigger append_only;
    end if;
    execute format('alter table audit_event attach partition %I for values from (%L) to (%L)', name, first, beyond);
    execute format('create trigger append_only_whole before truncate on %I'
        ' for each statement execute function refuse_audit_change()', name);
end $$;

create or replace function drop_audit_partitions(before timestamptz) returns integer
language plpgsql security definer set search_path from current set lock_timeout = '2s' as $$
declare
    name text;
    dropped integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('audit_partition'));
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'audit_event'::regclass and c.relname ~ '^audit_event_\d{4}_\d{2}$'
            and (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') at time zone 'UTC'
                <= least(before, now() - interval '30 days')
    loop
        execute format('drop table %I', name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $$;

do $$
begin
    execute format('alter function add_audit_partition(date) set search_path = %I, pg_temp', current_schema());
    execute format('alter function drop_audit_partitions(timestamptz) set search_path = %I, pg_temp', current_schema());
end $$;

revoke execute on function add_audit_partition(date) from public;
revoke execute on function drop_audit_partitions(timestamptz) from public;
