package io.gatehouse.cli;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists realms. */
@Command(name = "realm", description = "Creates and lists realms.")
final class RealmCommands {

    /**
     * The output for a realm.
     *
     * @param mfa the method, or {@code off}
     */
    @RegisterForReflection
    record Printed(String realm, String displayName, boolean root, String mfa) {
        static Printed of(Realm realm) {
            RealmSettings.Mfa mfa = realm.settings().mfa();
            String method = mfa.enabled() ? mfa.method().name().toLowerCase(Locale.ROOT) : "off";
            return new Printed(realm.slug(), realm.settings().displayName(), realm.root(), method);
        }

        private String line() {
            return "%-24s %-32s MFA %-14s%s"
                    .formatted(realm, displayName, mfa, root ? "root" : "")
                    .stripTrailing();
        }
    }

    @Command(name = "list", description = "Lists all realms by name.")
    int list(@Mixin Printer printer) {
        List<Printed> realms = CommandRuntime.call(Realms.class, Realms::list).stream()
                .map(Printed::of)
                .toList();
        printer.print(realms, realms.stream().map(Printed::line).collect(Collectors.joining("\n")));
        return 0;
    }
}
