/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {

    @TempDir
    private Path folder;

    private Path choose(Map<String, String> environment) {
        return ProgramCache.choose(environment, folder.resolve("fallback"));
    }

    @Test
    void a_configured_cache_comes_before_the_home_folder_s() {
        String cache = folder.resolve("configured").toString();
        String home = folder.resolve("home").toString();

        assertThat(choose(Map.of("XDG_CACHE_HOME", cache, "HOME", home))).isEqualTo(folder.resolve("configured/aegis"));
        assertThat(choose(Map.of("XDG_CACHE_HOME", "", "HOME", home))).isEqualTo(folder.resolve("home/.cache/aegis"));
    }

    @Test
    void users_without_a_home_use_the_fallback() throws Exception {
        String missing = Files.writeString(folder.resolve("file"), "").toString();

        assertThat(choose(Map.of("HOME", missing))).isEqualTo(folder.resolve("fallback"));
        assertThat(choose(Map.of())).isEqualTo(folder.resolve("fallback"));
    }
}
