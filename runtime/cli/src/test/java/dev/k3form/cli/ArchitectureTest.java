package dev.k3form.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/** The rules of the house, over every class of it. */
final class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.k3form");

  @Test
  void sees_the_whole_house() {
    assertThat(HOUSE.size()).isGreaterThan(700);
  }

  @Test
  void model_depends_on_nothing_of_ours() {
    noClasses()
        .that()
        .resideInAPackage("dev.k3form.model..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are of another room",
                c ->
                    c.getPackageName().startsWith("dev.k3form.")
                        && !c.getPackageName().startsWith("dev.k3form.model")))
        .check(HOUSE);
  }

  @Test
  void frontend_and_engine_do_not_know_each_other() {
    noClasses()
        .that()
        .resideInAPackage("dev.k3form.frontend..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.k3form.engine..",
            "dev.k3form.state..",
            "dev.k3form.spi..",
            "dev.k3form.provider..",
            "dev.k3form.hosts..",
            "dev.k3form.cli..",
            "dev.k3form.lab..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("dev.k3form.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.k3form.frontend..",
            "dev.k3form.grammar..",
            "dev.k3form.provider..",
            "dev.k3form.hosts..",
            "dev.k3form.cli..",
            "dev.k3form.lab..")
        .check(HOUSE);
  }

  @Test
  void providers_know_spi_hosts_and_model_only() {
    noClasses()
        .that()
        .resideInAPackage("dev.k3form.provider..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.k3form.engine..",
            "dev.k3form.state..",
            "dev.k3form.frontend..",
            "dev.k3form.cli..",
            "dev.k3form.lab..")
        .check(HOUSE);
  }

  @Test
  void the_lab_stands_alone() {
    noClasses()
        .that()
        .resideInAPackage("dev.k3form.lab..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.k3form.engine..",
            "dev.k3form.state..",
            "dev.k3form.frontend..",
            "dev.k3form.cli..",
            "dev.k3form.provider..",
            "dev.k3form.hosts..")
        .check(HOUSE);
  }

  @Test
  void antlr_stays_behind_its_bridge() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.k3form.grammar..", "dev.k3form.frontend.syntax..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.antlr..", "dev.k3form.grammar..")
        .check(HOUSE);
  }

  @Test
  void sshj_stays_in_the_hosts_room() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.k3form.hosts..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("net.schmizz..", "com.hierynomus..")
        .check(HOUSE);
  }

  @Test
  void only_the_command_line_prints_and_exits() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.k3form.cli..", "dev.k3form.lab..", "dev.k3form.testkit..", "..bench..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(HOUSE);
  }

  @Test
  void no_mutable_static_state() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("dev.k3form.grammar..")
        .should()
        .beFinal()
        .check(HOUSE);
  }

  @Test
  void packages_have_no_cycles_between_rooms() {
    slices().matching("dev.k3form.(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void records_of_the_model_have_no_arrays() {
    classes()
        .that()
        .resideInAPackage("dev.k3form.model..")
        .and()
        .areRecords()
        .should(
            new ArchCondition<>("have no array components") {
              @Override
              public void check(JavaClass c, ConditionEvents events) {
                c.getFields().stream()
                    .filter(f -> !f.getModifiers().contains(JavaModifier.STATIC))
                    .filter(f -> f.getRawType().isArray())
                    .forEach(
                        f ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    f, f.getFullName() + " is an array")));
              }
            })
        .check(HOUSE);
  }
}
