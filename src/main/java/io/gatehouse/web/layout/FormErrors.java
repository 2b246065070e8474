package io.gatehouse.web.layout;

import java.util.ArrayList;
import java.util.List;

/** The errors of a form by field, in the reader's language. */
public record FormErrors(List<FieldError> all) {
    public static final FormErrors NONE = new FormErrors(List.of());

    /** An error message of a field, named by its id. */
    record FieldError(String field, String message) {}

    public static FormErrors at(String field, String message) {
        return new FormErrors(List.of(new FieldError(field, message)));
    }

    public FormErrors and(String field, String message) {
        List<FieldError> more = new ArrayList<>(all);
        more.add(new FieldError(field, message));
        return new FormErrors(List.copyOf(more));
    }

    public boolean any() {
        return !all.isEmpty();
    }

    public boolean has(String field) {
        return all.stream().anyMatch(error -> error.field().equals(field));
    }

    /** Returns the message of a field that has an error. */
    public String of(String field) {
        return all.stream()
                .filter(error -> error.field().equals(field))
                .findFirst()
                .orElseThrow()
                .message();
    }
}
