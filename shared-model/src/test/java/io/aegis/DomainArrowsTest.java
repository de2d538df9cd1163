/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The domain knows neither the applications nor what they are built on, and its ideas form no circle. */
@AnalyzeClasses(packages = "io.aegis", importOptions = ImportOption.DoNotIncludeTests.class)
class DomainArrowsTest {

    @ArchTest
    static final ArchRule the_domain_knows_no_framework_and_no_sql = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "io.helidon..",
                    "org.springframework..",
                    "org.mariadb..",
                    "io.aegis.db..",
                    "io.aegis.online..",
                    "io.aegis.batch..");

    @ArchTest
    static final ArchRule only_the_llm_lane_knows_the_llm_client = noClasses()
            .that()
            .resideOutsideOfPackage("io.aegis.llm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.openai..", "okhttp3..");

    @ArchTest
    static final ArchRule packages_form_no_circle =
            slices().matching("io.aegis.(*)..").should().beFreeOfCycles();
}
