-- Where another role migrates (quarkus.flyway.username), what the application's own may do: everything with rows, but only
-- read and add those of the audit log, and change no table. Its months are reached through the log, never by themselves.
do $$
declare
    application text := '${application-role}';
    name text;
begin
    if application in ('', current_user) then
        return;
    end if;
    -- Instances that start at the same time would meet in the catalogue.
    perform pg_advisory_xact_lock(hashtext('afterMigrate'));
    execute format('grant usage on schema %I to %I', current_schema(), application);
    for name in
        select tablename from pg_tables
        where schemaname = current_schema() and tablename not similar to 'audit_event%|flyway_schema_history'
    loop
        execute format('grant select, insert, update, delete on %I to %I', name, application);
    end loop;
    execute format('grant usage on all sequences in schema %I to %I', current_schema(), application);
    execute format('grant select, insert on audit_event to %I', application);
    execute format('grant select on flyway_schema_history to %I', application);
    execute format('grant execute on function add_audit_partition(date), drop_audit_partitions(timestamptz) to %I', application);
end $$;
