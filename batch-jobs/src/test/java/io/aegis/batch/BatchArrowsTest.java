/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The batch application knows nothing of the online one, leaves SQL to the database module, and forms no circle. */
@AnalyzeClasses(packages = "io.aegis", importOptions = ImportOption.DoNotIncludeTests.class)
class BatchArrowsTest {

    @ArchTest
    static final ArchRule arrows_point_to_the_database_and_the_domain_only = noClasses()
            .that()
            .resideInAPackage("io.aegis.batch..")
            .and()
            .resideOutsideOfPackage("io.aegis.batch.database..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aegis.online..", "io.helidon..", "java.sql..", "org.mariadb..");

    /** Where two frameworks meet on one connection. */
    @ArchTest
    static final ArchRule the_way_to_the_database_speaks_to_no_server_itself = noClasses()
            .that()
            .resideInAPackage("io.aegis.batch.database..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aegis.online..", "org.mariadb..");

    @ArchTest
    static final ArchRule nothing_below_knows_the_application_or_its_framework = noClasses()
            .that()
            .resideOutsideOfPackage("io.aegis.batch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aegis.batch..", "org.springframework..");

    @ArchTest
    static final ArchRule only_the_start_knows_everything = noClasses()
            .that()
            .resideInAPackage("io.aegis.batch.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.aegis.batch");

    @ArchTest
    static final ArchRule what_a_job_is_knows_nothing_of_its_control = noClasses()
            .that()
            .resideInAPackage("io.aegis.batch.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aegis.batch.control..", "io.aegis.batch.operator..", "io.aegis.db..");

    @ArchTest
    static final ArchRule packages_form_no_circle =
            slices().matching("io.aegis.batch.(*)..").should().beFreeOfCycles();
}
