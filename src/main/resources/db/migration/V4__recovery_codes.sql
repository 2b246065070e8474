create table recovery_code (
    -- HMAC over account and code: tells nothing without the key, and finds a typed code without comparing it.
    mac text primary key,
    administrator_id uuid not null references administrator on delete cascade,
    created_at timestamptz not null,
    used_at timestamptz
);
create index recovery_code_of_administrator on recovery_code (administrator_id);
