//! How much a question counts.

/// How much a question counts. Each step doubles the weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Importance {
    /// Not counted in the values; its hard limits still hold.
    LeaveOut,
    /// Weight 1.
    Low,
    /// Weight 2.
    #[default]
    Normal,
    /// Weight 4.
    High,
    /// Weight 8.
    Critical,
}

impl Importance {
    /// All steps, least first.
    pub const ALL: [Self; 5] = [Self::LeaveOut, Self::Low, Self::Normal, Self::High, Self::Critical];

    /// Returns the weight of the step: 0, 1, 2, 4 or 8.
    pub fn weight(self) -> i128 {
        match self {
            Self::LeaveOut => 0,
            Self::Low => 1,
            Self::Normal => 2,
            Self::High => 4,
            Self::Critical => 8,
        }
    }

    /// Returns the step as it is shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::LeaveOut => "leave out",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// Returns the step as it is written in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::LeaveOut => "leave_out",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// Returns the next step up, or the same at the top.
    #[must_use]
    pub fn up(self) -> Self {
        match self {
            Self::LeaveOut => Self::Low,
            Self::Low => Self::Normal,
            Self::Normal => Self::High,
            Self::High | Self::Critical => Self::Critical,
        }
    }

    /// Returns the next step down, or the same at the bottom.
    #[must_use]
    pub fn down(self) -> Self {
        match self {
            Self::LeaveOut | Self::Low => Self::LeaveOut,
            Self::Normal => Self::Low,
            Self::High => Self::Normal,
            Self::Critical => Self::High,
        }
    }
}
