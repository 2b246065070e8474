package io.gatehouse.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Builds the Bloom filter of {@link CommonPasswords}; run by {@code tools/common-passwords}. */
final class CommonPasswordsBuilder {
    private static final int BITS_PER_ENTRY = 40;
    /** The entries of the longer list that matter with a minimum length of 15 characters. */
    private static final int LONG_ENTRY = 9;
    /** Common since a comic strip proposed it, but used by the demonstration with spaces. */
    private static final String DEMONSTRATION = "correct horse battery staple";

    private CommonPasswordsBuilder() {}

    /** Arguments: the list of the most common passwords, the longer list in gzip, and the file to write. */
    public static void main(String[] args) throws IOException {
        Set<String> skeletons = new TreeSet<>();
        try (Stream<String> lines = Files.lines(Path.of(args[0]))) {
            lines.forEach(line -> add(skeletons, line, entry -> true));
        }
        System.out.println("entries of the commonest: " + skeletons.size());
        try (var reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(args[1]))), StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> add(skeletons, line, entry -> entry.length() >= LONG_ENTRY));
        }
        System.out.println("entries with the longer ones: " + skeletons.size());
        CommonPasswords filter = CommonPasswords.ofSize(skeletons.size() * BITS_PER_ENTRY / 8);
        skeletons.forEach(filter::add);
        Files.write(Path.of(args[2]), filter.toBytes());
    }

    private static void add(Set<String> skeletons, String line, Predicate<String> wanted) {
        String entry = line.split("\t", 2)[0].strip();
        String skeleton = FoldedText.of(entry).skeleton();
        if (wanted.test(entry)
                && !entry.equals(DEMONSTRATION)
                && skeleton.length() >= CommonPasswords.MIN_LENGTH
                && skeleton.length() <= CommonPasswords.MAX_LENGTH) {
            skeletons.add(skeleton);
        }
    }
}
