/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LanguageDetectorPropertyTest {

    private final LanguageDetector detector = LanguageDetector.load();

    @Property(tries = 500)
    void answers_whatever_it_is_given(@ForAll String text) {
        DetectedLanguage language = detector.detect(text);

        assertThat(language.tag()).matches("[a-z]{2,3}");
        assertThat(detector.detect(text)).isEqualTo(language);
    }
}
