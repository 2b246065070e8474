package io.gatehouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a command's output as text, or with {@code --json} as one line of JSON, on standard output. */
final class Printer {
    @Option(names = "--json", description = "Prints one line of JSON and nothing else.")
    boolean json;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    /**
     * Prints the output.
     *
     * @param record what to print as JSON: a record, or a list of records
     */
    void print(Object record, String text) {
        try {
            command.commandLine().getOut().println(json ? new ObjectMapper().writeValueAsString(record) : text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
