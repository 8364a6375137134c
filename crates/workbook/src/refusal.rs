//! Owns why a file is not read, and what to do about it, in both languages.

use qitu_model::Lang;

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More bytes than are read, packed or unpacked.
    TooLarge,
    /// More cells than are read.
    TooManyCells,
    /// More merged areas than are read.
    TooManyMerges,
    /// Its end is missing.
    Cut,
    /// It is a spreadsheet whose parts cannot be read.
    Broken,
    /// It opens with a password.
    Encrypted,
    /// A document of a word processor.
    Document,
    /// Slides.
    Slides,
    /// A workbook in Excel's binary format, `.xlsb`.
    Binary,
    /// A table of Apple Numbers.
    Numbers,
    /// An archive of files.
    Archive,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A web page, as some systems name `.xls`.
    WebPage,
    /// A spreadsheet without a cell.
    Empty,
    /// Nothing that this program knows.
    Unknown,
}

impl Refusal {
    /// What the file is, and what to do.
    #[must_use]
    pub fn words(self, lang: Lang) -> (&'static str, &'static str) {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(self) -> (&'static str, &'static str) {
        const SAVE: &str = "在表格软件里打开它，另存为“Excel 工作簿（.xlsx）”，再选那个文件。";
        match self {
            Self::TooLarge => (
                "这个文件太大：打开或解开后超过 64 MB。",
                "只留课程那张工作表，去掉图片，另存后再选。",
            ),
            Self::TooManyCells => (
                "这个表格的格子太多：超过一百万格。",
                "把课程那一块复制到新的工作簿里，另存后再选。",
            ),
            Self::TooManyMerges => {
                ("这个表格里合并的格子太多。", "取消合并，或把课程那一块复制到新的工作簿里。")
            }
            Self::Cut => ("这个文件不完整，后面一截没有了。", "重新下载或重新发一次，再选。"),
            Self::Broken => ("这个表格文件坏了，读不出来。", SAVE),
            Self::Encrypted => {
                ("这个表格有密码，读不出来。", "在表格软件里打开，去掉密码，另存后再选。")
            }
            Self::Document => (
                "这是文字处理软件的文档，不是表格。",
                "把里面的表格复制到表格软件里，存为 .xlsx；也可以复制后直接粘贴。",
            ),
            Self::Slides => (
                "这是幻灯片，不是表格。",
                "把里面的表格复制到表格软件里，存为 .xlsx；也可以复制后直接粘贴。",
            ),
            Self::Binary => ("这是 .xlsb 格式的工作簿，这里读不了。", SAVE),
            Self::Numbers => (
                "这是 Apple Numbers 的文件，这里读不了。",
                "在 Numbers 里选“导出为 Excel”，再选导出的文件。",
            ),
            Self::Archive => ("这是压缩包，不是表格。", "先解开，再选里面的表格文件。"),
            Self::Pdf => (
                "这是 PDF，不是表格。",
                "请给文件的人要原来的表格；也可以把表格复制到表格软件里，存为 .xlsx。",
            ),
            Self::Picture => ("这是图片，不是表格。", "请给文件的人要原来的表格。"),
            Self::WebPage => ("这其实是网页，不是表格，名字里写的什么都一样。", SAVE),
            Self::Empty => ("这个表格是空的。", "看看是不是选错了文件。"),
            Self::Unknown => ("读不出这是什么文件。", SAVE),
        }
    }

    fn en(self) -> (&'static str, &'static str) {
        const SAVE: &str = "Open it in your spreadsheet program, save it as “Excel workbook (.xlsx)”, and choose that file.";
        match self {
            Self::TooLarge => (
                "This file is too large: it has more than 64 MB, or unpacks to more.",
                "Keep the sheet with the courses alone, without pictures, and choose that.",
            ),
            Self::TooManyCells => (
                "This spreadsheet has more than a million cells.",
                "Copy the part with the courses into a new workbook, and choose that.",
            ),
            Self::TooManyMerges => (
                "This spreadsheet has too many merged cells.",
                "Unmerge them, or copy the part with the courses into a new workbook.",
            ),
            Self::Cut => (
                "This file is not whole: its end is missing.",
                "Download it or have it sent again.",
            ),
            Self::Broken => ("This spreadsheet file is damaged and cannot be read.", SAVE),
            Self::Encrypted => (
                "This spreadsheet has a password and cannot be read.",
                "Open it in your spreadsheet program, take the password off, and save it again.",
            ),
            Self::Document => (
                "This is a document of a word processor, not a spreadsheet.",
                "Copy the table in it into a spreadsheet and save that as .xlsx, or copy it and paste it here.",
            ),
            Self::Slides => (
                "These are slides, not a spreadsheet.",
                "Copy the table in them into a spreadsheet and save that as .xlsx, or copy it and paste it here.",
            ),
            Self::Binary => ("This workbook has the format .xlsb, which is not read here.", SAVE),
            Self::Numbers => (
                "This is a file of Apple Numbers, which is not read here.",
                "Export it to Excel in Numbers, and choose the exported file.",
            ),
            Self::Archive => {
                ("This is an archive, not a spreadsheet.", "Unpack it, and choose the table in it.")
            }
            Self::Pdf => (
                "This is a PDF, not a spreadsheet.",
                "Ask who gave it to you for the spreadsheet, or copy the table into a spreadsheet and save that as .xlsx.",
            ),
            Self::Picture => (
                "This is a picture, not a spreadsheet.",
                "Ask who gave it to you for the spreadsheet.",
            ),
            Self::WebPage => {
                ("This is a web page, not a spreadsheet, whatever its name says.", SAVE)
            }
            Self::Empty => ("This spreadsheet is empty.", "See whether it is the right file."),
            Self::Unknown => ("What kind of file this is cannot be told.", SAVE),
        }
    }
}
