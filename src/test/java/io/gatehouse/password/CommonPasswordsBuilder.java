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

/** Makes the Bloom filter of {@link CommonPasswords}; run by {@code tools/common-passwords}. */
final class CommonPasswordsBuilder {
    private static final int BITS_PER_ENTRY = 40;
    /** Of the longer list, the entries that matter where nothing under 15 characters is taken. */
    private static final int LONG_ENTRY = 9;
    /** On every list since a comic strip praised it; the demonstration uses it, spaces and all. */
    private static final String DEMONSTRATION = "correct horse battery staple";

    private CommonPasswordsBuilder() {}

    /** Arguments: the list of the commonest, the longer list in gzip, and the file to write. */
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
                && skeleton.length() >= CommonPasswords.SHORTEST
                && skeleton.length() <= CommonPasswords.LONGEST) {
            skeletons.add(skeleton);
        }
    }
}
