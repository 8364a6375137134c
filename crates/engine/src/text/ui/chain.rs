//! Owns the words of the chain: demand, course, assessment, job, and what is missing.

super::words! {
    title: "从谁要人，到去哪干", "From who hires to where you work";
    note: "四步：谁要人、学什么、考什么、去哪干。缺哪一步，写在那一步上。", "Four links: demand, course, assessment, job. What is missing is said where it is missing.";
    none: "这个岗位还没有整理出来的路。", "No way to this role has been worked out yet.";
    edge: "{} → {}", "{} → {}";
    outside: "还没入行", "Not riding yet";
    demand: "谁要人", "Demand";
    learn: "学什么", "Course";
    assess: "考什么", "Assessment";
    job: "去哪干", "Job";
    no_demand: "没查到要多少人", "numbers not found";
    no_course: "还没有课", "no course yet";
    no_assessment: "还没有公开的考核", "no public assessment yet";
    no_job: "岗位尚未成型", "no settled job yet";
    two: "考一次，得两本证", "one exam, two certificates";
    rare: "少有", "rare";
    more: "还有 {} 项", "and {} more";
}
