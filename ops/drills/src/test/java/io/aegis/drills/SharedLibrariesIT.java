/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both applications are made of, as packaged. */
class SharedLibrariesIT {

    /** Of Jackson 3, which Spring brings along, the domain uses nothing. */
    private static List<String> jackson(String application) throws IOException {
        try (Stream<Path> libraries = Files.list(Installation.checkout(application + "/target/lib"))) {
            return libraries
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("jackson-(core|databind|annotations)-2\\..*"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void the_domain_runs_on_one_Jackson() throws Exception {
        assertThat(jackson("online-api")).hasSize(3).isEqualTo(jackson("batch-jobs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"online-api", "batch-jobs"})
    void a_bill_of_materials_names_what_is_packaged(String application) throws Exception {
        String bill = Files.readString(Installation.checkout(application + "/target/" + application + ".sbom.json"));

        assertThat(Api.JSON.readTree(bill).path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(Api.JSON.readTree(bill).path("components").findValuesAsText("name"))
                .contains("jackson-databind", "mariadb-java-client", "aegis-shared-model");
    }
}
