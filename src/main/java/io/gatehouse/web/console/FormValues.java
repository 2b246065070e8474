package io.gatehouse.web.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads values of forms, and writes them as query parameters. */
final class FormValues {
    private FormValues() {}

    /** Returns the constant of that name, or empty if there is none. */
    static <E extends Enum<E>> Optional<E> constant(E[] known, String name) {
        return Stream.of(known).filter(one -> one.name().equals(name)).findFirst();
    }

    /** Returns the values that are not empty as query parameters, in their order; empty if there are none. */
    static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .filter(value -> !value.getValue().isEmpty())
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
