//! Owns the words of weeks that are not like the others, as they stand in the way and in the week.

super::words! {
    singles: "双十一高峰", "November peak";
    spring: "春节", "Spring Festival";
    off_season: "节后淡季", "Quiet weeks after the festival";
    exam: "考试或有事", "Exams or other things";
    nothing: "不学", "no study";
    left: "还能学 {}", "{} left to learn in";
}
