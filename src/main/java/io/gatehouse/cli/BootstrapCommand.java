package io.gatehouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.reset.RealmFounding;
import io.gatehouse.reset.RealmFounding.Founded;
import jakarta.enterprise.context.Dependent;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates a realm with its first System Administrator; the first realm ever is the root realm. */
@Dependent
@Command(
        name = "bootstrap",
        description = "Creates a realm and its first System Administrator, and prints where to set the password.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:created", "1:the realm exists already, nothing was changed", "2:an argument is wrong"})
class BootstrapCommand implements Callable<Integer> {
    private final RealmFounding founding;

    @Spec
    CommandSpec spec;

    @Option(names = "--realm", required = true, description = "Name in addresses: a-z, 0-9 and inner hyphens.")
    String realm;

    @Option(names = "--email", required = true, description = "Address of the first System Administrator.")
    String email;

    @Option(names = "--json", description = "Prints one line of JSON and nothing else.")
    boolean json;

    BootstrapCommand(RealmFounding founding) {
        this.founding = founding;
    }

    /** What the command prints with {@code --json}. */
    record Printed(String realm, String email, String passwordUrl) {}

    @Override
    public Integer call() throws JsonProcessingException {
        if (!RealmFounding.isSlug(realm)) {
            throw wrong("--realm takes 1 to 63 lower-case letters, digits and inner hyphens, such as acme.");
        }
        EmailAddress address = EmailAddress.parse(email)
                .orElseThrow(() -> wrong("--email takes an address in plain ASCII, such as admin@example.com."));
        Optional<Founded> founded = founding.found(realm, address);
        if (founded.isEmpty()) {
            spec.commandLine().getErr().println("There is a realm " + realm + " already. Nothing was changed.");
            return 1;
        }
        print(new Printed(realm, address.value(), founded.get().passwordUrl()));
        return 0;
    }

    private void print(Printed printed) throws JsonProcessingException {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(printed));
        } else {
            out.printf(
                    "Realm %s is there. %s sets the password within 24 hours at%n%s%n",
                    realm, email, printed.passwordUrl());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
