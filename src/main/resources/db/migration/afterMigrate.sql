-- Where another role migrates (quarkus.flyway.username): what the application's own may do.
select grant_application('${application-role}');
