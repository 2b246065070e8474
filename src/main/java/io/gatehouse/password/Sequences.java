package io.gatehouse.password;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds common sequences: alphabet, numbers and keyboard walks, forwards and backwards. */
final class Sequences {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzabc";
    private static final String NUMBERS = "01234567890123456789";
    private static final String TOP_ROW = "1234567890";
    private static final String QWERTY = "qwertyuiop";

    /** Rows, columns and diagonals of keys, with and without shift. */
    private static final List<String> WALKS = List.of(
            TOP_ROW + "-=",
            "!@#$%^&*()_+",
            "!\"§$%&/()=",
            QWERTY + "asdfghjkl;'zxcvbnm,./",
            QWERTY + "[]asdfghjklzxcvbnm",
            "zxcvbnmasdfghjkl" + QWERTY,
            "qwertzuiopasdfghjklyxcvbnm",
            "azertyuiopqsdfghjklmwxcvbn",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
            "1qazxsw23edcvfr45tgbnhy67ujm,ki89ol./;p0",
            "!qaz@wsx#edc$rfv%tgb^yhn&ujm*ik<(ol>",
            "qazwsxedcrfvtgbyhnujmikolp",
            "qazxswedcvfrtgbnhyujmkiolp",
            "1q2w3e4r5t6y7u8i9o0p",
            "qweasdzxcrtyfghvbnuiojklm",
            "123qweasdzxc",
            "1234qwerasdfzxcv",
            "7894561230",
            "1472583690",
            "0246813579",
            "йцукенгшщзхъфывапролджэячсмитьбю",
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя");

    private static final List<String> ALL = withBackwards();

    private Sequences() {}

    /** Returns the number of characters from that position on that follow a sequence. */
    static int lengthAt(String plain, int start) {
        int longest = 0;
        for (String sequence : ALL) {
            for (int i = 0; i + longest < sequence.length(); i++) {
                int length = 0;
                while (i + length < sequence.length()
                        && start + length < plain.length()
                        && sequence.charAt(i + length) == plain.charAt(start + length)) {
                    length++;
                }
                longest = Math.max(longest, length);
            }
        }
        return longest;
    }

    private static List<String> withBackwards() {
        var all = new ArrayList<>(WALKS);
        for (String row : List.of(ALPHABET, NUMBERS)) {
            for (int times = 1; times <= 4; times++) {
                all.add(stretched(row, times));
            }
        }
        all.add(interleaved(ALPHABET, NUMBERS));
        all.add(interleaved(ALPHABET, TOP_ROW));
        all.add(interleaved(QWERTY, TOP_ROW));
        return all.stream()
                .map(sequence -> FoldedText.of(sequence).plain())
                .flatMap(sequence -> Stream.of(
                        sequence, new StringBuilder(sequence).reverse().toString()))
                .toList();
    }

    private static String stretched(String row, int times) {
        var stretched = new StringBuilder();
        row.chars().forEach(c -> stretched.append(String.valueOf((char) c).repeat(times)));
        return stretched.toString();
    }

    private static String interleaved(String one, String other) {
        var interleaved = new StringBuilder();
        for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
            interleaved.append(one.charAt(i)).append(other.charAt(i));
        }
        return interleaved.toString();
    }
}
