package io.gatehouse.web.layout;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads values of forms, and writes them as query parameters. */
public final class FormValues {
    private FormValues() {}

    /** Returns the typed text without surrounding white space; empty if there is none. */
    public static String text(String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** Returns the constant of that name, or empty if there is none. */
    public static <E extends Enum<E>> Optional<E> constant(E[] known, String name) {
        return Stream.of(known).filter(one -> one.name().equals(name)).findFirst();
    }

    /** Returns the values that are not empty as query parameters, in their order; empty if there are none. */
    public static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .filter(value -> !value.getValue().isEmpty())
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
