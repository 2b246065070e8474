-- Who can sign in, and has a number: counted in the index alone.
create index administrator_able on administrator (realm_id, role) include (phone) where not disabled and password_hash is not null;

-- What signed in with a password alone and is no browser: little among many events.
create index audit_event_of_programs on audit_event (realm_id, occurred_at desc)
    where type = 'SIGNED_IN' and details ->> 'factor' = 'NONE' and user_agent !~ '(Firefox|FxiOS|Chrome|CriOS|Safari|Edg[a-zA-Z]*|OPR)/';
