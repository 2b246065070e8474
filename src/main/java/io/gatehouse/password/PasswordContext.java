package io.gatehouse.password;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.realm.Realm;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The account and realm for which a password is chosen.
 *
 * @param minLength in code points; below 15 counts as 15
 * @param currentHash hash of the account's current password, if it has one
 */
public record PasswordContext(
        int minLength,
        EmailAddress email,
        String administratorName,
        String realmSlug,
        String realmName,
        Optional<String> currentHash) {
    private static final String PRODUCT = "gatehouse";
    /** Shorter words occur in too many other words to identify an administrator. */
    private static final int MIN_WORD_LENGTH = 3;

    /** Creates the context for the administrator in the realm. */
    public static PasswordContext of(Realm realm, Administrator administrator) {
        return new PasswordContext(
                realm.settings().password().minLength(),
                administrator.email(),
                administrator.displayName(),
                realm.slug(),
                realm.settings().displayName(),
                administrator.passwordHash());
    }

    /**
     * Returns the skeletons of the names of administrator, realm and product, whole and in parts, forwards and
     * backwards.
     */
    Set<String> words() {
        int at = email.value().indexOf('@');
        return Stream.of(
                        email.value(),
                        email.value().substring(0, at),
                        email.value().substring(at + 1),
                        administratorName,
                        realmSlug,
                        realmName,
                        PRODUCT)
                .flatMap(PasswordContext::wholeAndParts)
                .filter(word -> word.length() >= MIN_WORD_LENGTH)
                .flatMap(word ->
                        Stream.of(word, new StringBuilder(word).reverse().toString()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> wholeAndParts(String name) {
        String folded = FoldedText.of(name).plain();
        return Stream.concat(
                        Stream.of(folded, folded.replaceAll("[^\\p{L}\\p{N}]+", "")),
                        Stream.of(folded.split("[^\\p{L}\\p{N}]+")))
                .map(FoldedText::of)
                .map(FoldedText::skeleton);
    }
}
