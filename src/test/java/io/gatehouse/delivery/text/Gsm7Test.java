package io.gatehouse.delivery.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Gsm7Test {
    @Test
    void counts_the_extension_twice_and_refuses_the_rest() {
        assertThat(Gsm7.septets("Zoë")).isEqualTo(-1);
        assertThat(Gsm7.septets("Zoé @_\n")).isEqualTo(7);
        assertThat(Gsm7.septets("€[~]")).isEqualTo(8);
    }

    @Test
    void has_128_characters_less_the_escape() {
        long single = 0;
        long twice = 0;
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            int septets = Gsm7.septets(String.valueOf(c));
            single += septets == 1 ? 1 : 0;
            twice += septets == 2 ? 1 : 0;
        }
        assertThat(single).isEqualTo(127);
        assertThat(twice).isEqualTo(10);
    }

    @Test
    void drops_accents_before_letters() {
        assertThat(Gsm7.fit("Žoë Ğ Ǻ", 20)).isEqualTo("Zoe G A");
        assertThat(Gsm7.fit("東京 Acme", 20)).isEqualTo("Acme");
        assertThat(Gsm7.fit("Приказ", 20)).isEmpty();
    }

    @Test
    void fits_by_septets() {
        assertThat(Gsm7.fit("€".repeat(20), 20)).isEqualTo("€".repeat(10));
        assertThat(Gsm7.fit("a".repeat(19) + "€", 20)).isEqualTo("a".repeat(19));
    }
}
