/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The online API knows nothing of the batch application, leaves SQL to the database module, and forms no circle. */
@AnalyzeClasses(packages = "io.aegis", importOptions = ImportOption.DoNotIncludeTests.class)
class ApplicationArrowsTest {

    @ArchTest
    static final ArchRule arrows_point_to_the_database_and_the_domain_only = noClasses()
            .that()
            .resideInAPackage("io.aegis.online..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aegis.batch..", "org.springframework..", "java.sql..", "org.mariadb..");

    @ArchTest
    static final ArchRule nothing_below_knows_the_application = noClasses()
            .that()
            .resideOutsideOfPackage("io.aegis.online..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.aegis.online..");

    @ArchTest
    static final ArchRule only_the_start_knows_everything = noClasses()
            .that()
            .resideInAPackage("io.aegis.online.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.aegis.online");

    @ArchTest
    static final ArchRule packages_form_no_circle =
            slices().matching("io.aegis.online.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_of_the_database_form_no_circle =
            slices().matching("io.aegis.db.(*)..").should().beFreeOfCycles();
}
