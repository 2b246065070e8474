-- The oldest version of the schema that an artifact must know to use it (RELEASING.md). One row.
create table schema_compatibility (
    one boolean primary key default true check (one),
    oldest_supported integer not null
);
insert into schema_compatibility (oldest_supported) values (1);

create table realm (
    id uuid primary key,
    slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    root boolean not null,
    settings jsonb not null,
    created_at timestamptz not null,
    version bigint not null
);
create unique index realm_one_root on realm (root) where root;

create table administrator (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    email text not null check (email = lower(email)),
    display_name text not null,
    role text not null check (role in ('SYSTEM_ADMINISTRATOR', 'OPERATOR', 'OBSERVER')),
    disabled boolean not null,
    password_hash text,
    phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
    phone_proven_at timestamptz,
    -- A report says that the number may be another person's: no codes go there until its factor_reset is decided.
    phone_disputed boolean not null default false,
    locale text,
    created_at timestamptz not null,
    version bigint not null,
    -- Incremented by every change that ends pending flows, other than a new password: disabling, role, address, number.
    access_version bigint not null default 0,
    -- Searched in lower case by an index-only scan.
    search text not null generated always as (email || ' ' || lower(display_name)) stored,
    -- Since when the password is not accepted until it has been reset by a mailed link.
    reset_required_at timestamptz,
    -- The former address: restored if the change is reported, and no other account's until a week after the change.
    former_email text,
    email_changed_at timestamptz,
    -- When a mailed link set the password; null after the first completed sign-in since.
    password_linked_at timestamptz,
    second_factor_used boolean not null default false,
    last_signed_in_at timestamptz,
    -- From when the account may step up, after a sign-in has enrolled a number although others had used a second factor.
    step_up_from timestamptz,
    -- The previous number, which a reset uses if misuse is reported within a week of the change.
    former_phone text,
    former_phone_proven_at timestamptz,
    phone_changed_at timestamptz,
    unique (realm_id, email),
    check ((phone is null) = (phone_proven_at is null)),
    check ((former_phone is null) = (former_phone_proven_at is null) and (former_phone is null) = (phone_changed_at is null))
);
create index administrator_by_email on administrator (realm_id, email) include (id, search);
-- Orders of the list.
create index administrator_by_name on administrator (realm_id, lower(display_name), id);
create index administrator_by_sign_in on administrator (realm_id, last_signed_in_at nulls first, id);
create index administrator_everywhere on administrator (email);
create index administrator_by_former_email on administrator (realm_id, former_email) where former_email is not null;
create index administrator_of_phone on administrator (phone) where phone is not null;
-- Counts who can sign in, and who of them has a number, by an index-only scan.
create index administrator_able on administrator (realm_id, role) include (phone) where not disabled and password_hash is not null;

-- Address that an administrator asked to change to, until a link mailed there confirms it; one per administrator.
create table email_change (
    administrator_id uuid primary key references administrator on delete cascade,
    realm_id uuid not null references realm on delete cascade,
    token_hash text not null unique,
    email text not null,
    -- Digest of password hash and access version at the request; if it differs, the change is void.
    credential text not null,
    expires_at timestamptz not null
);

create table recovery_code (
    -- HMAC over account and code: reveals nothing without the key, and finds an entered code without comparing.
    mac text primary key,
    administrator_id uuid not null references administrator on delete cascade,
    -- The number of its set among the account's sets; the newest set that is not suspended is valid.
    set_number integer not null,
    created_at timestamptz not null,
    used_at timestamptz,
    -- Since when a report of misuse keeps the set from being used.
    suspended_at timestamptz
);
create index recovery_code_of_administrator on recovery_code (administrator_id);

-- Authenticator apps: one per administrator.
create table totp (
    id uuid primary key,
    administrator_id uuid not null unique references administrator on delete cascade,
    -- Encrypted under the master key.
    sealed_secret bytea not null,
    -- The newest time step whose code was accepted: each step is accepted once, and none before it any more.
    last_step bigint not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    -- Since when a report of misuse keeps it from being used.
    suspended_at timestamptz
);

create table passkey (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    credential_id bytea not null,
    -- The host that it was created for; another host's pages cannot use it.
    rp_id text not null,
    -- COSE key (RFC 9052).
    public_key bytea not null,
    -- The model of the authenticator.
    aaguid uuid not null,
    name text not null,
    transports text[] not null,
    -- Zero as long as the authenticator does not count.
    signature_count bigint not null,
    backup_eligible boolean not null,
    backed_up boolean not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    suspended_at timestamptz,
    unique (realm_id, credential_id)
);
create index passkey_of_administrator on passkey (administrator_id);
-- Finds at each start those of another host than that of the public URL.
create index passkey_by_host on passkey (rp_id);

-- Counters and locks that survive flows, restarts and the loss of Redis.
create table code_lockout (
    administrator_id uuid not null references administrator on delete cascade,
    purpose text not null,
    wrong_codes integer not null default 0,
    -- Those of them that were not text messages, which a right code by mail resets.
    wrong_mailed_codes integer not null default 0,
    entry_locked_until timestamptz,
    unused_sends integer not null default 0,
    sending_locked_until timestamptz,
    primary key (administrator_id, purpose)
);

-- Wrong passwords in a row, by HMAC of realm and address, for known and unknown addresses alike.
create table password_failure (
    mac text primary key,
    failures integer not null,
    failed_at timestamptz not null,
    -- When a mail was last requested with a link that admits a browser, although there were too many wrong passwords.
    mail_requested_at timestamptz,
    admitted_hash text,
    admitted_until timestamptz,
    check ((admitted_hash is null) = (admitted_until is null))
);
create index password_failure_age on password_failure (failed_at);

create table session (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    role text not null,
    kind text not null check (kind in ('BROWSER', 'API', 'SAME_SITE_API')),
    secret_hash bytea,
    without_password boolean not null default false,
    authenticated_at timestamptz not null,
    second_factor text,
    second_factor_at timestamptz,
    client_address text not null,
    user_agent text not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    idle_seconds bigint not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index session_of_administrator on session (administrator_id);
create index session_live_of_realm on session (realm_id) where revoked_at is null;

create table refresh_token (
    token_hash text primary key,
    session_id uuid not null references session on delete cascade,
    issued_at timestamptz not null,
    rotated_at timestamptz
);
create index refresh_token_of_session on refresh_token (session_id);

-- Channels by which the session's administrator has recently received and entered a code.
create table channel_proof (
    session_id uuid not null references session on delete cascade,
    channel text not null check (channel in ('SMS', 'EMAIL')),
    proven_at timestamptz not null,
    primary key (session_id, channel)
);

create table trusted_browser (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    secret_hash text not null,
    -- Digest of what the trust is based on: password, number, role and policy. If it differs, the trust is void.
    foundation text not null,
    second_factor_at timestamptz not null,
    client_address text not null,
    user_agent text not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    unique (secret_hash, administrator_id)
);
create index trusted_browser_of_administrator on trusted_browser (administrator_id);

-- Browsers and networks that an account has been signed in from: HMAC over account, rough device and network.
create table seen_browser (
    administrator_id uuid not null references administrator on delete cascade,
    mac text not null,
    seen_at timestamptz not null,
    primary key (administrator_id, mac)
);

create table service_token (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    name text not null,
    -- The first characters of the secret.
    prefix text not null,
    role text not null check (role in ('OPERATOR', 'OBSERVER')),
    token_hash text not null unique,
    address_ranges text[] not null,
    created_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz,
    -- Since when a report of misuse by its creator keeps it from being used.
    suspended_at timestamptz
);
create index service_token_of_realm on service_token (realm_id);

-- The master keys, by their public ids, that this database is or was encrypted with.
create table master_key (
    id text primary key,
    -- The key by which identifiers are counted, the same in all rows, encrypted with the row's master key.
    identifier_key bytea not null,
    replaced boolean not null default false
);

create table signing_key (
    kid text primary key,
    realm_id uuid not null references realm on delete cascade,
    algorithm text not null check (algorithm in ('ES256', 'RS256')),
    public_key bytea not null,
    sealed_private_key bytea not null,
    published_at timestamptz not null,
    active_from timestamptz not null
);
create index signing_key_of_realm on signing_key (realm_id);

create table link (
    token_hash text primary key,
    kind text not null,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    consumed_at timestamptz
);
create index link_of_administrator on link (administrator_id, kind);
-- Only the newest link of a kind works.
create unique index link_one_valid on link (administrator_id, kind) where consumed_at is null;

-- The "this wasn't me" link of each code and notice; deleted once used.
create table report_link (
    token_hash text primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    occasion text not null,
    client_address text not null,
    user_agent text not null,
    request_id text not null,
    occurred_at timestamptz not null,
    expires_at timestamptz not null
);
create index report_link_of_administrator on report_link (administrator_id);
create index report_link_expiry on report_link (expires_at);

-- Mails that clients without a session request for an address, handled later. A request for an unknown address is a row too,
-- without realm and account, so that it takes as long. No foreign keys: checking them would take longer for known ones.
create table mail_request (
    id uuid primary key,
    kind text not null,
    realm_id uuid,
    administrator_id uuid,
    client_address text not null,
    user_agent text not null,
    request_id text not null,
    asked_at timestamptz not null,
    -- Later than asked for if handling it has failed.
    due_at timestamptz not null
);
create index mail_request_of_realm on mail_request (realm_id, asked_at);

-- Who gave which account its access, kept for 30 days. Without foreign keys to accounts, since one that was deleted still links others.
create table influence (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null,
    subject_id uuid not null,
    recorded_at timestamptz not null,
    -- The account of which misuse was reported within a week after it gave this access, itself or through others; empty if there is none.
    reported_account uuid
);
create index influence_of_administrator on influence (administrator_id, recorded_at);
create index influence_reported on influence (subject_id) where reported_account is not null;
create index influence_age on influence (recorded_at);

-- Requests to remove an administrator's mobile number or authenticators: effective by a second administrator's approval or after a delay.
create table factor_reset (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    factor text not null check (factor in ('PHONE', 'AUTHENTICATORS')),
    -- Empty if a report of misuse requests it.
    requested_by uuid,
    requested_at timestamptz not null,
    needs_approval boolean not null,
    -- Whether the number's holder objected, so that only another administrator's decision counts.
    vetoed boolean not null default false,
    -- When it takes effect by itself or, if it needs an approval, when it lapses; empty if it waits for the approval without end.
    due_at timestamptz,
    decided_at timestamptz
);
create unique index factor_reset_open on factor_reset (administrator_id, factor) where decided_at is null;
create index factor_reset_due on factor_reset (due_at) where decided_at is null;

-- Codes and notices handed to a provider; the send limits count these rows.
create table delivery (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    purpose text not null,
    channel text not null check (channel in ('SMS', 'EMAIL')),
    destination_hint text not null,
    destination_mac bytea not null,
    tag text not null,
    state text not null check (state in ('QUEUED', 'SENT', 'DELIVERED', 'FAILED')),
    provider_message_id text,
    -- The provider's own error code.
    error text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    -- A text message about a change of number: it carries no code and counts towards no limit of codes.
    notice boolean not null default false,
    -- Numbers the codes that the realm sends by text message; null for all else.
    text_number bigint,
    proven boolean not null default true,
    -- HMAC of the requester's client address.
    requester_mac bytea,
    country text,
    -- HMACs of the two ranges of 100 numbers that contain the number.
    ranges text[],
    -- When the code was consumed; set once, in the transaction that acts on it.
    used_at timestamptz,
    -- Why the message failed, as a word that a page can explain.
    failure text,
    -- Lease of the node that is sending it; once it has expired, any node may give the message up as lost.
    held_until timestamptz not null default now() + interval '1 minute'
);
create index delivery_of_administrator on delivery (administrator_id, created_at);
create index delivery_of_destination on delivery (destination_mac, created_at);
create index delivery_of_requester on delivery (requester_mac, created_at);
create index delivery_of_realm on delivery (realm_id, created_at, id);
-- The realm's texts within a time are counted by their numbers: the newest, the oldest, and those refused in between.
create unique index delivery_of_text_number on delivery (realm_id, text_number) where text_number is not null;
create index delivery_of_text on delivery (realm_id, created_at) where text_number is not null;
create index delivery_of_refused_text on delivery (realm_id, created_at)
    where text_number is not null and state = 'FAILED' and provider_message_id is null;
create index delivery_of_country on delivery (realm_id, country, created_at) where text_number is not null;
create index delivery_of_even_range on delivery (realm_id, (ranges[1]), created_at) where not proven;
create index delivery_of_odd_range on delivery (realm_id, (ranges[2]), created_at) where not proven;
create index delivery_of_provider on delivery (provider_message_id) where provider_message_id is not null;
create index delivery_under_way on delivery (held_until) where state = 'QUEUED';

-- Countries and number ranges to which no code is sent to an unproven number until the pause ends.
create table send_pause (
    realm_id uuid not null references realm on delete cascade,
    what text not null,
    ends_at timestamptz not null,
    primary key (realm_id, what)
);

-- Mails that must arrive, kept until they have been sent.
create table mail_outbox (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    kind text not null,
    -- An administrator gets one mail of a kind per cause.
    cause text not null,
    -- Address, link and requester, encrypted; removed once the mail can no longer be sent.
    sealed bytea,
    state text not null check (state in ('WAITING', 'SENT', 'DEAD')),
    attempts integer not null,
    -- While it is being sent: when the attempt counts as abandoned.
    next_attempt_at timestamptz not null,
    give_up_at timestamptz not null,
    error text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    -- The recipient is waiting for it: sent before notices to a whole realm.
    awaited boolean not null default false,
    unique (administrator_id, kind, cause),
    check ((state = 'WAITING') = (sealed is not null))
);
create index mail_outbox_due on mail_outbox (awaited desc, next_attempt_at) where state = 'WAITING';

-- Mails to all administrators of a realm, posted to the outbox a few at a time.
create table realm_notice (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    kind text not null,
    details jsonb not null,
    client_address text not null,
    user_agent text not null,
    request_id text not null,
    occurred_at timestamptz not null,
    -- When it is posted next: later than its cause if posting it has failed.
    due_at timestamptz not null,
    -- The last address that it was posted to.
    reached text not null
);

-- When an alarm was last raised: the same one is raised once an hour.
create table alarm (
    realm_id uuid not null references realm on delete cascade,
    cause text not null,
    occasion text not null,
    raised_at timestamptz not null,
    primary key (realm_id, cause, occasion)
);

-- Applications that administrators sign in to by OpenID Connect.
create table openid_client (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    client_id text not null,
    metadata jsonb not null,
    created_at timestamptz not null,
    unique (realm_id, client_id)
);

-- The secrets of a client: the newest, and while it is rotated the one before.
create table openid_client_secret (
    secret_hash text primary key,
    client_id uuid not null references openid_client on delete cascade,
    created_at timestamptz not null
);
create index openid_client_secret_of_client on openid_client_secret (client_id);

-- What a client received for an authorization code; it ends with its session at the latest.
create table openid_grant (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    client_id uuid not null references openid_client on delete cascade,
    session_id uuid not null references session on delete cascade,
    -- By which a second use of the code is recognised.
    code_hash text not null unique,
    -- Scopes, requested claims and how the administrator had authenticated.
    authorization_details jsonb not null,
    created_at timestamptz not null,
    ended_at timestamptz
);
create index openid_grant_of_session on openid_grant (session_id);
create index openid_grant_of_client on openid_grant (client_id);
create index openid_grant_live_of_realm on openid_grant (realm_id) where ended_at is null;

create table openid_refresh_token (
    token_hash text primary key,
    grant_id uuid not null references openid_grant on delete cascade,
    issued_at timestamptz not null,
    rotated_at timestamptz
);
create index openid_refresh_token_of_grant on openid_refresh_token (grant_id);

-- Notices to clients that a session has ended, kept until they are delivered or given up. Without foreign keys to session and
-- account, which may be deleted meanwhile.
create table openid_logout_notice (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    client_id uuid not null references openid_client on delete cascade,
    session_id uuid not null,
    administrator_id uuid not null,
    created_at timestamptz not null,
    attempts integer not null,
    next_attempt_at timestamptz not null,
    -- While it is being sent: when the attempt counts as abandoned.
    leased_until timestamptz,
    give_up_at timestamptz not null,
    unique (client_id, session_id)
);
create index openid_logout_notice_due on openid_logout_notice (next_attempt_at);

-- The audit log, partitioned by month: expired months are removed by dropping their table; nothing else changes or removes a row.
create sequence audit_event_seq increment by 50;
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

-- Newest first, one index for each filter.
create index audit_event_of_realm on audit_event (realm_id, occurred_at desc, id desc);
create index audit_event_of_type on audit_event (realm_id, type, occurred_at desc, id desc);
create index audit_event_of_subject on audit_event (subject_id, occurred_at desc, id desc);
create index audit_event_of_actor on audit_event (actor_id, occurred_at desc, id desc);
create index audit_event_of_address on audit_event (realm_id, client_address, occurred_at desc, id desc);
create index audit_event_of_request on audit_event (realm_id, request_id, occurred_at desc, id desc);
-- Sign-ins with a password alone by clients other than browsers: few among many events.
create index audit_event_of_programs on audit_event (realm_id, occurred_at desc)
    where type = 'SIGNED_IN' and details ->> 'factor' = 'NONE' and user_agent !~ '(Firefox|FxiOS|Chrome|CriOS|Safari|Edg[a-zA-Z]*|OPR)/';

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete on audit_event
    for each row execute function refuse_audit_change();
create trigger append_only_whole before truncate on audit_event
    for each statement execute function refuse_audit_change();

-- Takes rows whose month has no table yet, so that an event is never refused.
create table audit_event_default partition of audit_event default;
create trigger append_only_whole before truncate on audit_event_default
    for each statement execute function refuse_audit_change();

-- Creates the table of that day's month. It is attached rather than created in place, so that no writer has to wait.
-- Runs as its owner, who owns the tables (afterMigrate.sql grants the execution).
create function add_audit_partition(day date) returns void
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
        -- The month was not created in time, after a long stop: rows that have arrived since move there.
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

-- Drops the months that ended before that time, but never the last 30 days; returns how many.
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
            and (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') at time zone 'UTC'
                <= least(before, now() - interval '30 days')
    loop
        execute format('drop table %I', name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $$;

-- No name is looked up among temporary tables before the schema's own.
do $$
begin
    execute format('alter function add_audit_partition(date) set search_path = %I, pg_temp', current_schema());
    execute format('alter function drop_audit_partitions(timestamptz) set search_path = %I, pg_temp', current_schema());
end $$;

revoke execute on function add_audit_partition(date) from public;
revoke execute on function drop_audit_partitions(timestamptz) from public;

select add_audit_partition((now() + make_interval(months => n))::date) from generate_series(0, 2) n;

-- Empty but for the moment of a check (DatabaseStore): a row fills a page, so that a full disk shows.
create table store_check (
    filling text not null
);
alter table store_check alter column filling set storage plain;

-- Grants another role what the application does: everything with rows, but only read and add those of the audit log, and
-- change no table. The log's months are reached through it, never by themselves. Part of the schema rather than of
-- afterMigrate.sql, so that an older artifact grants what the newest version does.
create function grant_application(application text) returns void language plpgsql as $$
declare
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
        where schemaname = current_schema()
            and tablename not similar to 'audit_event%|flyway_schema_history|schema_compatibility'
    loop
        execute format('grant select, insert, update, delete on %I to %I', name, application);
    end loop;
    execute format('grant usage on all sequences in schema %I to %I', current_schema(), application);
    execute format('grant select, insert on audit_event to %I', application);
    execute format('grant select on flyway_schema_history, schema_compatibility to %I', application);
    execute format('grant execute on function add_audit_partition(date), drop_audit_partitions(timestamptz) to %I', application);
end $$;
